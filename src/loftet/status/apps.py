"""The configuration of the status pages as a Django app."""

from django.apps import AppConfig


class StatusConfig(AppConfig):
    """Status pages; tables and migrations of running sites are named by the label."""

    name = "loftet.status"
    label = "indicators"
