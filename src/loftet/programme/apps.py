"""The programme."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Partnership, cohorts, phases, who takes part."""

    name = "loftet.programme"
