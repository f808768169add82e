"""What bodies and matters hold about a person, as it is handed out; the minutes name others than users."""

from loftet.decisions.models import Departure, Matter, Treatment
from loftet.people.kept import Rows
from loftet.people.models import User


def matters_of_person(user: User) -> Rows:
    """Give the matters that a person has begun."""
    return list(Matter.objects.filter(created_by=user).values("title", "created", "acting_for", "state"))


def treatments_of_person(user: User) -> Rows:
    """Give what a person has planned or recorded."""
    rows = Treatment.objects.filter(recorded_by=user)
    return list(rows.values("matter__title", "kind", "outcome", "recorded", "acting_for"))


def departures_of_person(user: User) -> Rows:
    """Give what a person has let leave the house."""
    rows = Departure.objects.filter(by=user)
    return list(rows.values("matter__title", "what", "receiver", "when", "journalled", "entry"))
