"""A notice of a municipality, for the tests that walk through the list of announcements."""

from datetime import timedelta

from loftet.announcements.models import Announcement, Kind
from loftet.core.registry import Example
from loftet.people.actor import Actor
from loftet.people.example import EVERYBODY, member_of
from loftet.people.models import Organisation


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a municipality's notice of an agreement, and who is let in where."""
    member, day = member_of(organisation, actor), actor.today
    Announcement.objects.create(
        doffin="2026-100001",
        kind=Kind.AGREEMENT,
        title="Røyr",
        organisation=member,
        buyer=member.name,
        issued=day,
        ends_on=day + timedelta(days=365),
        read=actor.now,
    )
    return Example(words={}, let_in={"announcements": EVERYBODY})
