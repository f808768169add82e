"""The programme."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Partnership, cohorts, phases, who takes part."""

    name = "loftet.programme"

    def ready(self) -> None:
        """Take part in what other packages show, tell and ask."""
        from loftet.programme import registered, registered_work  # here, because only now are there models

        registered.register()
        registered_work.register()
