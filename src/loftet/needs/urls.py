"""The addresses of needs."""

from django.urls import path

from loftet.needs.access import NeedAccess
from loftet.needs.noted import NeedNote
from loftet.needs.pages import lists, need, writing

ORGANISATION = "organisasjoner/<slug:organisation>"
urlpatterns = [
    path("behov/", lists.NeedList.as_view(), name="needs"),
    path("behov/felles/", lists.SharedNeeds.as_view(), name="needs_shared"),
    path("behov/<int:pk>/", need.NeedPage.as_view(), name="need"),
    path("behov/<int:pk>/hva/", writing.NeedWhat.as_view(), name="need_what"),
    path("behov/<int:pk>/mengde/", writing.NeedAmount.as_view(), name="need_amount"),
    path("behov/<int:pk>/merker/", writing.NeedTags.as_view(), name="need_tags"),
    path("behov/<int:pk>/del/", writing.NeedShare.as_view(), name="need_share"),
    path("behov/<int:pk>/avslutt/", writing.NeedClose.as_view(), name="need_close"),
    path("behov/<int:pk>/innsyn/", NeedAccess.as_view(), name="need_access"),
    path("behov/<int:pk>/steg/<slug:step>/", need.NeedStep.as_view(), name="need_step"),
    path(f"{ORGANISATION}/behov/nytt/", writing.NeedCreate.as_view(), name="need_create"),
    path(f"{ORGANISATION}/behov/noter/", NeedNote.as_view(), name="need_note"),
    path(f"{ORGANISATION}/behov/gjennomlesing/", writing.NeedReading.as_view(), name="need_reading"),
]
