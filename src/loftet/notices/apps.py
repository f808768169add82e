"""Notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Follow, inbox, weekly letter, «this waits for you»."""

    name = "loftet.notices"

    def ready(self) -> None:
        """Take part in what other packages show and ask."""
        from loftet.notices.registered import register  # here, because only now are there models

        register()
