"""The addresses of notices."""

from django.urls import path

from loftet.notices.views import following, inbox, letter, settings

urlpatterns = [
    path("varsler/", inbox.inbox, name="inbox"),
    path("varsler.csv", inbox.inbox_csv, name="inbox_csv"),
    path("varsler/les-alle/", inbox.read_all, name="read_all_notices"),
    path("varsler/<int:notice>/apne/", inbox.open_notice, name="open_notice"),
    path("varsler/<int:notice>/lest/", inbox.read_notice, name="read_notice"),
    path("varsler/innstillinger/", settings.notice_settings, name="notice_settings"),
    path("varsler/folger.csv", following.following_csv, name="following_csv"),
    path("varsler/folg/", following.follow_thing, name="follow_thing"),
    path("varsler/folger/<int:follow>/stopp/", following.stop, name="stop_following"),
    path("varsler/avmelding/<str:word>/", letter.letter_off, name="letter_off"),
]
