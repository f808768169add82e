"""The app `core`, as Django sees it."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from loftet.core.folding import add_casefold
from loftet.core.reading import note_json
from loftet.core.registry import autodiscover


class CoreConfig(AppConfig):
    """The Django app of the core."""

    name = "loftet.core"

    def ready(self) -> None:
        """Find what every app adds to the others."""
        connection_created.connect(add_casefold, dispatch_uid="casefold")
        connection_created.connect(note_json, dispatch_uid="json")
        autodiscover()
