"""The addresses of what teams tell after a meeting place."""

from django.urls import path

from loftet.evaluations import pages

EVENT = "moteplasser/<int:pk>"
urlpatterns = [
    path(f"{EVENT}/etterpa/", pages.Afterwards.as_view(), name="event_afterwards"),
    path("pamelding/<str:word>/etterpa/", pages.TeamAfterwards.as_view(), name="team_afterwards"),
]
