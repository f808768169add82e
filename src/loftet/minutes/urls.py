"""The addresses of minutes."""

from django.urls import path

from loftet.minutes import pages

EVENT = "moteplasser/<int:pk>"
urlpatterns = [
    path(f"{EVENT}/referat/", pages.MinutesPage.as_view(), name="event_minutes"),
    path(f"{EVENT}/referat/skriv/", pages.MinutesWrite.as_view(), name="event_minutes_write"),
    path(f"{EVENT}/referat/godkjenn/", pages.MinutesApprove.as_view(), name="event_minutes_approve"),
    path(f"{EVENT}/oppgave/", pages.ActionCreate.as_view(), name="event_action"),
    path("moteplasser/oppgave/<int:action>/gjort/", pages.ActionDone.as_view(), name="action_done"),
]
