"""Actions on places: the catalogue is mirrored into rows."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Model, ProtectedError, Q, QuerySet, RestrictedError
from django.utils import timezone

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.names import words
from loftet.geography.place import Place as KnownPlace
from loftet.geography.slugs import sort_key
from loftet.invalid_input import InvalidInput, Problem
from loftet.places.models import Membership, Place, PlaceCode, PlaceWord

Mirrored = TypeVar("Mirrored", bound=Model)
MIRRORED = (
    "kind",
    "name",
    "other_names",
    "language",
    "sort_key",
    "longitude",
    "latitude",
    "area_km2",
    "population",
    "population_date",
    "made_up",
)


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The number of places that a load added, changed, removed and left, and of people's own that it kept.

    `other_rows` counts the codes, words and memberships that were added or removed. `dissolved` are the slugs
    of places that have left the catalogue and are in use.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    kept: int
    other_rows: int
    dissolved: tuple[str, ...] = ()

    def __str__(self) -> str:
        said = (
            f"places: {self.added} added, {self.changed} changed, {self.removed} removed, "
            f"{self.unchanged} unchanged; {self.kept} that people added are kept"
        )
        if not self.dissolved:
            return said
        return f"{said}; not in the catalogue, but in use, so kept as dissolved: {', '.join(self.dissolved)}"


@transaction.atomic
def load_places(gazetteer: Gazetteer, today: date | None = None) -> LoadReport:
    """Change the rows of the catalogue to match the gazetteer; rows that people added stay.

    A place that has left the catalogue while something points to it stays, dissolved from today on: its codes
    end. Loading twice changes nothing the second time.

    Raises:
        InvalidInput: when a person's row bears a slug of the catalogue.
    """
    before = {place.slug: place for place in Place.objects.select_for_update()}
    wanted = {known.slug: _row(known) for known in gazetteer.places}
    _refuse_taken((slug for slug, place in before.items() if not place.from_catalogue), wanted)
    left = _drop_memberships(gazetteer)
    gone = [place for place in before.values() if place.from_catalogue and place.slug not in wanted]
    in_use = [place for place in gone if not _is_removed(place)]
    left += _dissolve(in_use, gazetteer, today or timezone.localdate())
    added = [row for slug, row in wanted.items() if slug not in before]
    changed = [before[slug] for slug, row in wanted.items() if slug in before and _update(before[slug], row)]
    Place.objects.bulk_create(added)
    Place.objects.bulk_update(changed, MIRRORED)
    keys = dict(Place.objects.filter(from_catalogue=True).values_list("slug", "pk"))
    other = left + _mirror_codes(gazetteer, keys) + _mirror_words(gazetteer, keys) + _join(gazetteer, keys)
    return LoadReport(
        added=len(added),
        changed=len(changed),
        removed=len(gone) - len(in_use),
        unchanged=len(wanted) - len(added) - len(changed),
        kept=sum(not place.from_catalogue for place in before.values()),
        other_rows=other,
        dissolved=tuple(sorted(place.slug for place in in_use)),
    )


def demand_loadable(gazetteer: Gazetteer) -> None:
    """Check that the places can be loaded, also into tables of an older version; nothing is written.

    Raises:
        InvalidInput: when a person's row bears a slug of the catalogue.
    """
    if Place._meta.db_table in connection.introspection.table_names():
        theirs = Place.objects.filter(from_catalogue=False).order_by("slug").values_list("slug", flat=True)
        _refuse_taken(theirs, {known.slug for known in gazetteer.places})


def _row(known: KnownPlace) -> Place:
    return Place(
        slug=known.slug,
        kind=known.kind.value,
        name=known.name,
        other_names=list(known.other_names),
        language=known.language.value if known.language else "",
        sort_key=sort_key(known.name),
        longitude=known.longitude,
        latitude=known.latitude,
        area_km2=known.area_km2,
        population=known.population.people if known.population else None,
        population_date=known.population.counted if known.population else None,
        made_up=known.made_up,
        from_catalogue=True,
    )


def _refuse_taken(theirs: Iterable[str], wanted: Container[str]) -> None:
    if taken := [slug for slug in theirs if slug in wanted]:
        raise InvalidInput(
            Problem(f"a person has added a place with the slug «{slug}» of the catalogue") for slug in taken
        )


def _update(old: Place, new: Place) -> bool:
    """Copy what differs; return whether anything did."""
    differing = [field for field in MIRRORED if getattr(old, field) != getattr(new, field)]
    for field in differing:
        setattr(old, field, getattr(new, field))
    return bool(differing)


def _is_removed(place: Place) -> bool:
    """Remove a place, unless something points to it; return whether it was removed."""
    try:
        place.delete()
    except (ProtectedError, RestrictedError):
        return False
    return True


def _dissolve(places: Sequence[Place], gazetteer: Gazetteer, today: date) -> int:
    """End the codes of places that are kept though they have left the catalogue; return how many changed.

    A code that another place now has from the same day on is that one's alone.
    """
    given = {(dated.code, dated.valid.start) for place in gazetteer.places for dated in place.codes}
    rows = PlaceCode.objects.filter(place__in=places)
    keys = [row.pk for row in rows if (row.code, row.valid_from) in given or row.valid_from >= today]
    removed = rows.filter(pk__in=keys).delete()[0]
    still = rows.filter(Q(valid_to=None) | Q(valid_to__gt=today))
    return removed + still.update(valid_to=today)


def _mirror_codes(gazetteer: Gazetteer, keys: Mapping[str, int]) -> int:
    wanted = {
        (keys[place.slug], dated.code, dated.valid.start, dated.valid.end)
        for place in gazetteer.places
        for dated in place.codes
    }
    fields = ("place_id", "code", "valid_from", "valid_to")
    known = [place.slug for place in gazetteer.places]
    return _mirror(
        PlaceCode.objects.filter(place__from_catalogue=True, place__slug__in=known), fields, wanted
    )


def _mirror_words(gazetteer: Gazetteer, keys: Mapping[str, int]) -> int:
    wanted = {
        (keys[place.slug], word)
        for place in gazetteer.places
        for word in words(place.name, place.other_names, (dated.code for dated in place.codes))
    }
    return _mirror(PlaceWord.objects.filter(place__from_catalogue=True), ("place_id", "word"), wanted)


def _drop_memberships(gazetteer: Gazetteer) -> int:
    """Remove memberships that the catalogue no longer has, before the places they hold may go."""
    known = {(one.region, one.place, one.valid.start, one.valid.end) for one in gazetteer.memberships}
    rows = Membership.objects.filter(from_catalogue=True)
    fields = ("pk", "region__slug", "member__slug", "valid_from", "valid_to")
    gone = [row[0] for row in rows.values_list(*fields) if row[1:] not in known]
    rows.filter(pk__in=gone).delete()
    return len(gone)


def _join(gazetteer: Gazetteer, keys: Mapping[str, int]) -> int:
    """Add the memberships of the catalogue, except where a person has already added the same."""
    theirs = Membership.objects.filter(from_catalogue=False)
    added_by_people = set(theirs.values_list("region_id", "member_id", "valid_from"))
    wanted = {
        (keys[one.region], keys[one.place], one.valid.start, one.valid.end, True)
        for one in gazetteer.memberships
        if (keys[one.region], keys[one.place], one.valid.start) not in added_by_people
    }
    fields = ("region_id", "member_id", "valid_from", "valid_to", "from_catalogue")
    return _mirror(Membership.objects.filter(from_catalogue=True), fields, wanted)


def _mirror(rows: QuerySet[Mirrored], fields: Sequence[str], wanted: set[tuple[Any, ...]]) -> int:
    """Change rows to match the wanted ones; return how many were removed and added."""
    present = {row[1:]: row[0] for row in rows.values_list("pk", *fields)}
    gone = [pk for row, pk in present.items() if row not in wanted]
    missing = sorted(wanted - present.keys(), key=str)
    rows.filter(pk__in=gone).delete()
    rows.model._default_manager.bulk_create(
        rows.model(**dict(zip(fields, row, strict=True))) for row in missing
    )
    return len(gone) + len(missing)
