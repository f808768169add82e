"""The addresses of the programme."""

from django.urls import URLPattern, path

urlpatterns: list[URLPattern] = [
    # Partnerships and cohorts, who takes part, phases, how all stand
    # Competence, hours, calendar, yearly wheel, measures
]
