"""The front page and what all pages share."""

from django.apps import AppConfig

from loftet.site import checks  # noqa: F401 - registers the checks of a production site


class SiteConfig(AppConfig):
    """The front page and what all pages share."""

    name = "loftet.site"
