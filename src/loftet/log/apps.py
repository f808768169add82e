"""Who did what."""

from django.apps import AppConfig


class LogConfig(AppConfig):
    """Who did what."""

    name = "loftet.log"
