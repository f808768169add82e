"""The addresses of notices."""

from django.urls import path

from loftet.notices import pages
from loftet.notices.noted.pages import ReplyPage
from loftet.notices.views import letter_off

urlpatterns = [
    path("varsler/", pages.InboxPage.as_view(), name="inbox"),
    path("varsler.csv", pages.InboxPage.as_view(is_file=True), name="inbox_csv"),
    path("varsler/les-alle/", pages.ReadAll.as_view(), name="read_all_notices"),
    path("varsler/<int:notice>/apne/", pages.OpenNotice.as_view(), name="open_notice"),
    path("varsler/<int:notice>/lest/", pages.NoticeButton.as_view(), name="read_notice"),
    path("varsler/innstillinger/", pages.SettingsPage.as_view(), name="notice_settings"),
    path("varsler/folger.csv", pages.FollowingFile.as_view(), name="following_csv"),
    path("varsler/folg/", pages.FollowPage.as_view(), name="follow_thing"),
    path("varsler/folger/<int:follow>/stopp/", pages.StopFollowing.as_view(), name="stop_following"),
    path("varsler/avmelding/<str:word>/", letter_off, name="letter_off"),
    path("svar/<str:word>/", ReplyPage.as_view(), name="noted_reply"),
]
