"""The reading of effects: asked for when a project begins and when an edition is published."""

from dataclasses import dataclass
from datetime import datetime

from loftet.background.work import ask_for, not_now
from loftet.editions.rows import Edition
from loftet.effects.baseline import baseline_of, codes_of
from loftet.effects.reading import Asked, Reading, read_effect
from loftet.invalid_input import InvalidInput
from loftet.people.models import OrganisationKind
from loftet.places.models import Place
from loftet.projects.models import EffectResult, ExpectedEffect, Project
from loftet.status.edition import current, store

WORK = "project_effect"


@dataclass(frozen=True, slots=True)
class ReadIn:
    """The answer of an edition about an effect."""

    edition: str
    reading: Reading


def set_baseline(effect: ExpectedEffect, project: Project, edition: Edition | None) -> None:
    """Set the newest values of the municipalities that take part, before the project begins; two queries."""
    places = Place.objects.filter(
        organisations__project_parts__project=project, organisations__kind=OrganisationKind.MUNICIPALITY
    )
    effect.edition, effect.baseline = baseline_of(
        list(places.order_by("sort_key")), project.starts_on.year, effect.indicator, edition
    )


def ask_for_new(now: datetime) -> int:
    """Ask for each frozen effect that the current edition has not answered; return how many.

    What is being read is let be, and so is what has failed a short while ago.
    """
    if (edition := current().edition) is None:
        return 0
    rows = ExpectedEffect.objects.filter(frozen__isnull=False)
    unread = rows.exclude(results__edition=edition.id).values_list("pk", flat=True)
    waiting = set(unread) - not_now(WORK, now)
    for key in waiting:
        ask_for(WORK, key)
    return len(waiting)


def compute(row: int) -> ReadIn | None:
    """Read an effect from the current edition; called without a transaction."""
    edition = current().edition
    effect = ExpectedEffect.objects.filter(pk=row, frozen__isnull=False).first()
    return None if edition is None or effect is None else read_in(edition, effect)


def read_in(edition: Edition, effect: ExpectedEffect) -> ReadIn:
    """Read an effect from an edition; two queries, and those to the edition."""
    asked = Asked(
        effect.indicator,
        codes_of(set(effect.baseline.get("places", ()))),
        effect.treated_from or 0,
        codes_of(_other_places(effect)),
    )
    return ReadIn(edition.id, read_effect(store(), edition, asked))


def _other_places(effect: ExpectedEffect) -> set[str]:
    """Return the places of other projects for the same figure: they are none to compare with."""
    others = ExpectedEffect.objects.filter(indicator=effect.indicator, frozen__isnull=False)
    found = others.exclude(pk=effect.pk).values_list("baseline", flat=True)
    return {slug for one in found for slug in one.get("places", ())} - set(effect.baseline.get("places", ()))


def keep(row: int, found: ReadIn | None, now: datetime) -> None:
    """Store what an edition says; what another edition has said stays."""
    if found is None or not ExpectedEffect.objects.filter(pk=row).exists():
        return
    written = {"computed": now} | found.reading.fields
    EffectResult.objects.update_or_create(effect_id=row, edition=found.edition, defaults=written)


def refuse(_row: int, _refused: InvalidInput | None) -> None:
    """Leave an effect unread: the log of the worker says why, and it is tried again some hours later."""
