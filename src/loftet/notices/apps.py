"""Notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Follow, inbox, digest, «this waits for you»."""

    name = "loftet.notices"
