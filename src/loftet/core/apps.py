"""The app `core`, as Django sees it."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Tables that every app may use."""

    name = "loftet.core"
