"""The catalogue's places, loaded once into the template of the test database; each test copies the rows.

`load_places` compares nearly four hundred places with what is there, which was most of the time of many
tests of one page. Its own tests are in tests/places; here its rows are kept in tables beside the tables, and
copied by the database. A test undoes the copying as it undoes all else that it did.
"""

from dataclasses import dataclass

from django.db import connection, transaction

from loftet.geography.gazetteer import Gazetteer
from loftet.places.actions import load_places
from loftet.places.models import Membership, Place, PlaceCode, PlaceWord

MODELS = (Place, PlaceCode, PlaceWord, Membership)  # each after those that it points to


@dataclass(frozen=True, slots=True)
class KeptPlaces:
    """Rows of a gazetteer's places, kept in tables whose names begin with a word."""

    word: str
    gazetteer: Gazetteer

    def keep(self) -> None:
        """Load the places into an empty database, keep a copy of each row, and empty it again."""
        with transaction.atomic(), connection.cursor() as cursor:
            load_places(self.gazetteer)
            for table in (model._meta.db_table for model in MODELS):
                cursor.execute(f"CREATE TABLE {self.word}_{table} AS SELECT * FROM {table}")
            for model in reversed(MODELS):
                model._default_manager.all().delete()

    def copy(self) -> None:
        """Copy the places into the database of a test, beside what the test has put there."""
        if Place.objects.exists():
            load_places(self.gazetteer)
            return
        with connection.cursor() as cursor:
            for table in (model._meta.db_table for model in MODELS):
                cursor.execute(f"INSERT INTO {table} SELECT * FROM {self.word}_{table}")
