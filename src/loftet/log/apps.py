"""The Django app of the log."""

from django.apps import AppConfig


class LogConfig(AppConfig):
    """The log of actions."""

    name = "loftet.log"
