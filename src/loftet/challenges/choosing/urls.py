"""The addresses of choosing."""

from django.urls import path

from loftet.challenges.choosing import pages, room

PLACE = "kommuner/<str:municipality>"
SET = f"{PLACE}/indikatorer"

urlpatterns = [
    path(f"{PLACE}/velg/", pages.ChooseIndicators.as_view(), name="choose_indicators"),
    path(f"{PLACE}/velg/legg-til/", pages.AddIndicators.as_view(), name="add_indicators"),
    path(f"{SET}.csv", pages.ChosenFile.as_view(), {"kind": "csv"}, name="chosen_csv"),
    path(f"{SET}.xlsx", pages.ChosenFile.as_view(), {"kind": "xlsx"}, name="chosen_xlsx"),
    path(f"{SET}/", pages.ChosenIndicators.as_view(), name="chosen_indicators"),
    path(f"{SET}/vis/", pages.ShowSet.as_view(), name="show_set"),
    path(f"{SET}/skjul/", pages.HideSet.as_view(), name="hide_set"),
    path(f"{SET}/vedtatt/", pages.AdoptSet.as_view(), name="adopt_set"),
    path("regioner/<str:place>/velg/", room.ChoosingRoom.as_view(), name="choosing_room"),
]
