"""The addresses of market dialogues."""

from django.urls import path

from loftet.dialogues import input_pages, pages

EVENT = "moteplasser/<int:pk>"
urlpatterns = [
    path(f"{EVENT}/likt-for-alle/", pages.Dialogue.as_view(), name="event_dialogue"),
    path(f"{EVENT}/kunngjoring/", pages.NoticeEdit.as_view(), name="event_notice"),
    path(f"{EVENT}/spor/", pages.Ask.as_view(), name="event_ask"),
    path(f"{EVENT}/levert/", pages.HandOver.as_view(), name="event_hand_over"),
    path(f"{EVENT}/oppsummering/", pages.Summarise.as_view(), name="event_summarise"),
    path(f"{EVENT}/innspill/", input_pages.Inputs.as_view(), name="event_inputs"),
    path(f"{EVENT}/innspill/<int:firm>/", input_pages.NoteInput.as_view(), name="event_input_note"),
    path(f"{EVENT}/informasjonslogg/", pages.InformationLog.as_view(), name="event_log"),
    path("moteplasser/sporsmal/<int:question>/", pages.Answer.as_view(), name="question_answer"),
    path("pamelding/<str:word>/spor/", pages.TeamAsk.as_view(), name="team_ask"),
    path("pamelding/<str:word>/innspill/", input_pages.TeamInput.as_view(), name="team_input"),
]
