"""The programme, as Django sees it."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Partnership, cohorts, phases, who takes part."""

    name = "loftet.programme"

    def ready(self) -> None:
        """Connect to earlier apps, and register what can be followed and what can close a matter."""
        from loftet.programme import listening  # here, because only now are there models

        listening.register()
