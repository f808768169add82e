"""The front page and what all pages share."""

from django.apps import AppConfig

from loftet.site import checks  # noqa: F401 - registers the checks of a production site


class SiteConfig(AppConfig):
    """The front page and what all pages share."""

    name = "loftet.site"

    def ready(self) -> None:
        """Register what other packages show of the site, and what is checked while it runs."""
        from loftet.core.panels import show_in  # here, because only now are there models
        from loftet.site.health.registered import register_checks
        from loftet.site.views.operations import show_operations

        show_in("my_page", show_operations)
        register_checks()
