"""Notices are read from Doffin: those of the organisations here, and plans of others for what is bought here.

Each slice of days is kept whole with the days themselves, so that a run that was stopped goes on after them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count

from loftet.agreements.models import Agreement
from loftet.announcements.models import CODE_MARK, Announcement, Kind, ReadDays
from loftet.core.cpv import beginnings
from loftet.geography.place import Kind as PlaceKind
from loftet.needs.models import Need, State
from loftet.people.models import Organisation
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.places.models import Place
from loftet.sources.doffin.notice import Kind as ReadKind
from loftet.sources.doffin.notice import Notice
from loftet.sources.doffin.terms import NoTerms, Terms

if TYPE_CHECKING:
    from loftet.sources.doffin.client import Doffin, Slice

AGAIN = timedelta(days=14)  # read once more by each run: notices are corrected and cancelled
FIRST = timedelta(days=60)  # by the first run, where no day is named
STAYS = timedelta(days=550)  # of a plan of others
MOST_CODES = 40
KINDS = {
    ReadKind.PLANNED: Kind.PLANNED,
    ReadKind.COMPETITION: Kind.COMPETITION,
    ReadKind.RESULT: Kind.AGREEMENT,
}


@dataclass(frozen=True, slots=True)
class Buyers:
    """The organisations here by number, or by name; `unsure` are those whose name others have, too."""

    by_number: Mapping[str, Organisation]
    by_name: Mapping[str, Organisation]
    unsure: tuple[str, ...] = ()

    def of(self, notice: Notice) -> Organisation | None:
        """Return the first organisation here that announces a notice."""
        for one in notice.buyers:
            found = self.by_number.get(one.number) or self.by_name.get(_folded(one.name))
            if found:
                return found
        return None


@dataclass(slots=True)
class Told:
    """The notices that a run has read, and how many of them it kept."""

    notices: int = 0
    kept: int = 0
    unsure: tuple[str, ...] = ()  # organisations whose name others have, too: nothing of them is found
    unknown: frozenset[str] = frozenset()
    unreadable: frozenset[str] = frozenset()  # notices that could not be opened


def known_buyers() -> Buyers:
    """Return the organisations whose notices are kept.

    One without a number is known by its name, unless several municipalities have it: there are two Herøy.
    """
    rows = list(Organisation.objects.filter(kind__in=SPEAKS_FOR_ITS_PLACE).select_related("place"))
    same = Place.objects.filter(kind=PlaceKind.MUNICIPALITY.value).values("name").annotate(count=Count("pk"))
    shared = set(same.order_by().filter(count__gt=1).values_list("name", flat=True))
    numbered = {one.number: one for one in rows if one.number}
    named = {_folded(one.name): one for one in rows if not one.number}
    unsure = [key for key, one in named.items() if one.place is not None and one.place.name in shared]
    return Buyers(numbered, named, tuple(named.pop(key).name for key in unsure))


def codes_bought() -> tuple[str, ...]:
    """Return the beginnings of the CPV codes of agreements and open needs here."""
    codes = {*Agreement.objects.values_list("cpv", flat=True).distinct().order_by()}
    codes |= {*Need.objects.filter(state=State.OPEN).values_list("cpv", flat=True).distinct().order_by()}
    return beginnings(codes)


def first_day(today: date, cpv: str = "") -> date:
    """Return the day from which a run reads where none is named: after what was read, and some days again."""
    last = ReadDays.objects.filter(cpv=cpv).order_by("-last").values_list("last", flat=True).first()
    return today - FIRST if last is None else min(last + timedelta(days=1), today) - AGAIN


def read_announcements(
    doffin: "Doffin",
    first: date,
    last: date,
    codes: Collection[str],
    now: Callable[[], datetime],
    cpv: str = "",
) -> Told:
    """Read the notices of some days, and keep what concerns somebody here.

    Raises:
        InvalidInput: when Doffin does not answer as described; the slices before that are kept.
    """
    buyers = known_buyers()
    told = Told(unsure=buyers.unsure)
    for one in doffin.slices(first, last, cpv):
        found, unreadable = _wanted(doffin, one, buyers, tuple(codes))
        _keep(one, found, now(), cpv)
        told.notices, told.kept = told.notices + len(one.notices), told.kept + len(found)
        told.unknown |= {notice.unknown for notice in one.notices if notice.unknown}
        told.unreadable |= unreadable
    Announcement.objects.filter(organisation=None, issued__lt=last - STAYS).delete()
    return told


def _wanted(
    doffin: "Doffin", days: "Slice", buyers: Buyers, codes: tuple[str, ...]
) -> tuple[list[Announcement], set[str]]:
    """Return what is kept of a slice; the notice itself is opened only for those of organisations here.

    A notice that cannot be opened is left out, and returned beside them: one alone stops nothing.
    """
    found, unreadable = [], set()
    for notice in days.notices:
        own, terms = buyers.of(notice), Terms()
        if notice.kind is None or (
            own is None and not (notice.kind == ReadKind.PLANNED and codes and notice.is_about(codes))
        ):
            continue
        if own is not None and notice.kind != ReadKind.PLANNED:
            try:
                terms = doffin.terms(notice)
            except NoTerms:
                unreadable.add(notice.id)
                continue
        if notice.kind == ReadKind.RESULT and not (terms.framework or terms.ends):
            continue  # bought once: nothing of it runs out
        found.append(_announcement(notice, own, terms))
    return found, unreadable


def _announcement(notice: Notice, own: Organisation | None, terms: Terms) -> Announcement:
    codes = "".join(f"{CODE_MARK}{one}" for one in notice.cpv[:MOST_CODES])
    kind = KINDS[notice.kind or ReadKind.PLANNED]
    return Announcement(
        doffin=notice.id,
        kind=kind,
        title=notice.title,
        organisation=own,
        buyer=own.name if own else ", ".join(one.name for one in notice.buyers)[:300],
        codes=codes,
        supplier=", ".join(notice.winners)[:300],
        value=notice.value,
        is_framework=terms.framework,
        issued=notice.issued,
        deadline=notice.deadline,
        ends_on=terms.ends if kind == Kind.AGREEMENT else None,
        cancelled=notice.cancelled,
    )


@transaction.atomic
def _keep(days: "Slice", found: list[Announcement], now: datetime, cpv: str) -> None:
    for one in found:
        one.read = now
    changed = [one.name for one in Announcement._meta.fields if one.name not in ("id", "doffin")]
    Announcement.objects.bulk_create(
        found, update_conflicts=True, unique_fields=["doffin"], update_fields=changed, batch_size=200
    )
    ReadDays.objects.create(first=days.first, last=days.last, cpv=cpv, when=now)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
