"""What is kept about a person in what regions have picked or reported."""

from datetime import datetime

from loftet.challenges.models import Challenge
from loftet.people.kept import Kept, Rows
from loftet.people.models import User


def picked(user: User) -> Rows:
    """Give the challenges that a person has picked or reported for a region."""
    told = ("title", "text", "own_figures", "said_by")
    rows = Challenge.objects.filter(picked_by=user)
    return list(rows.values("region__name", "origin", "key", *told, "picked", "acting_for", "withdrawn"))


def stays(_user: User, _now: datetime) -> None:
    """Leave what a region says: it is the region's, and points to a person who has been emptied."""


TABLES = {"challenges": Kept(picked, stays)}
