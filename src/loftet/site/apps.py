"""The front page and what all pages share."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The front page and what all pages share."""

    name = "loftet.site"
