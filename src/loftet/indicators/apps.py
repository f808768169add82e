"""Pages of status: place and indicator."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Pages of status: place and indicator."""

    name = "loftet.indicators"
