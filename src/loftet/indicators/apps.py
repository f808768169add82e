"""Pages of status: place and indicator."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Pages of status: place and indicator."""

    name = "loftet.indicators"

    def ready(self) -> None:
        """Take part in what other packages show, ask and log."""
        from loftet.indicators.registered import register  # here, because only now are there models

        register()
