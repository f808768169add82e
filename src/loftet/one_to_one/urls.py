"""The addresses of one-to-one meetings."""

from django.urls import path

from loftet.one_to_one import pages, team_pages

MEETINGS = "moteplasser/<int:pk>/en-til-en"
urlpatterns = [
    path(f"{MEETINGS}/oppsett/", pages.SetUp.as_view(), name="one_to_one_set_up"),
    path(f"{MEETINGS}/hindre/", pages.Bar.as_view(), name="one_to_one_bar"),
    path(f"{MEETINGS}/notat/<int:wish>/", pages.Note.as_view(), name="one_to_one_note"),
    path("pamelding/<str:word>/en-til-en/", team_pages.TeamWishes.as_view(), name="team_wishes"),
    path("pamelding/<str:word>/svar/<int:wish>/", team_pages.AnswerWish.as_view(), name="team_answer"),
    path("pamelding/<str:word>/notat/<int:wish>/", team_pages.ConfirmNote.as_view(), name="team_note"),
]
