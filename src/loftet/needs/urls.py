"""The addresses of needs and agreements."""

from django.urls import path

from loftet.needs.access import NeedAccess
from loftet.needs.agreements import pages as agreements
from loftet.needs.announced import pages as announced
from loftet.needs.noted import NeedNote
from loftet.needs.pages import lists, need, writing

ORGANISATION = "organisasjoner/<slug:organisation>"
urlpatterns = [
    path("behov/", lists.NeedList.as_view(), name="needs"),
    path("behov/felles/", lists.SharedNeeds.as_view(), name="needs_shared"),
    path("behov/avtaler/", agreements.Agreements.as_view(), name="agreements"),
    path("behov/avtaler/doffin/", announced.Announcements.as_view(), name="announcements"),
    path("behov/avtaler/<int:id>/endre/", agreements.AgreementEdit.as_view(), name="agreement_edit"),
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
    path(f"{ORGANISATION}/avtaler/ny/", agreements.AgreementCreate.as_view(), name="agreement_create"),
]
