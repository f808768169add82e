"""Proposals of pools: what several municipalities of a region need or buy alike, side by side with reasons.

A proposal is computed each time, and nothing is formed by it: somebody starts the pool, or says «not now».
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.agreements.models import Agreement
from loftet.agreements.rules import IN_TIME
from loftet.challenges.frozen import sharing
from loftet.challenges.models import About, Challenge
from loftet.challenges.queries import challenge_name
from loftet.charts.numbers import number_text
from loftet.core.cpv import CPV_ALIKE
from loftet.core.reading import Reads, answer
from loftet.core.words import join_words
from loftet.needs.models import Need
from loftet.needs.models import State as NeedState
from loftet.needs.queries import standing
from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.places.queries import mates_in, memberships_of_regions
from loftet.pool_proposals.models import ProposalDeclined
from loftet.pools.models import Pool, State
from loftet.pools.rules import AT_WORK
from loftet.status.goal_names import find_target
from loftet.status.queries.organisations import figures_of
from loftet.ui.numbers import number_style

LASTS = timedelta(days=730)  # after an announcement: then the region may buy the same kind again
FEWEST = 2
MOST = 8


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need with all that it can have alike with others: read by the thousand, so it is no model."""

    pk: int
    title: str
    unit: str
    cpv: str
    targets: Sequence[str]
    organisation: Organisation
    challenge: Challenge | None

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("need", args=[self.pk])


@dataclass(frozen=True)
class Proposal:
    """Municipalities that have something alike: needs, agreements that run out, or a challenge in figures."""

    key: str
    organisations: tuple[Organisation, ...]
    needs: tuple[Need | NeedRow, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    challenge: Challenge | None = None

    @property
    def rows(self) -> tuple[Need | NeedRow | Agreement, ...]:
        """Return the needs and the agreements."""
        return (*self.needs, *self.agreements)

    @property
    def cpv(self) -> str:
        """Return the CPV code that is found most often."""
        codes = [one.cpv for one in self.rows if one.cpv]
        return max(sorted(set(codes)), key=codes.count, default="")

    @property
    def unit(self) -> str:
        """Return the unit that is found first."""
        return next((one.unit for one in self.rows if one.unit), "")

    @property
    def title(self) -> str:
        """Return what is bought: the challenge, or else the first need or agreement."""
        if self.challenge is not None:
            return challenge_name(self.challenge)
        return self.rows[0].title

    @cached_property
    def sentence(self) -> str:
        """Return who and why: «Gol og Ål: lekkasje 31–44 %, rammeavtalen går ut i juni 2027»."""
        return f"{names(self.organisations)}: {', '.join(self._reasons())}"

    def _reasons(self) -> Iterator[str]:
        kind, _colon, word = self.key.partition(":")
        if self.challenge is not None:
            yield _figures(self.challenge, self.organisations) or challenge_name(self.challenge)
        elif kind == "target":
            target = find_target(word)
            name = f"{word} {target.name if target else ''}".strip()
            yield _("the same target, %(target)s") % {"target": name}
        elif self.needs:
            yield _("the same kind of purchase (CPV %(cpv)s)") % {"cpv": word}
        if self.agreements:
            yield _ending(self.agreements)


def names(organisations: Iterable[Organisation]) -> str:
    """Return names as one says them: «Gol, Ål og Nesbyen»."""
    return join_words([one.short_name for one in organisations])


def _figures(challenge: Challenge, organisations: Iterable[Organisation]) -> str:
    """Return a challenge with the figures of those who share it, lowest and highest."""
    if challenge.about != About.INDICATOR:
        return ""
    found = figures_of(organisations, challenge.key, challenge.edition)
    values = sorted(one.value for one in found if one.value is not None)
    if not values:
        return ""
    indicator = found[0].indicator
    low, high = (number_text(one, indicator.decimals, number_style()) for one in (values[0], values[-1]))
    span = low if low == high else f"{low}–{high}"
    return f"{indicator.name} {span} {indicator.unit}"


def _ending(agreements: Sequence[Agreement]) -> str:
    first = min(one.last_day for one in agreements)
    words = {"month": date_format(first, "F Y")}
    if len(agreements) == 1:
        return _("an agreement runs out in %(month)s") % words
    return _("the agreements run out from %(month)s on") % words


def proposals_for(actor: Actor, organisation: Organisation) -> tuple[Proposal, ...]:
    """Return what the region of an organisation could buy together, that is not a pool yet nor declined.

    To a municipality is shown what it has a part in; to a council or a county all of the region.
    """
    return answer(proposals_of(actor, [organisation]))[0][1]


def proposals_of(
    actor: Actor, organisations: Sequence[Organisation]
) -> Reads[list[tuple[Organisation, tuple[Proposal, ...]]]]:
    """Return the proposals of each organisation; those of a region are computed once. Three queries."""
    own = {one.place_id for one in organisations if one.place_id is not None}
    (memberships,) = yield [memberships_of_regions(own, actor.today)]
    places = {one: mates_in(memberships, {one}) for one in own}
    read = yield from _read(actor, frozenset[int]().union(*places.values()), organisations)
    alike = {mates: read.proposals(mates) for mates in set(places.values())}
    (pools,) = yield [_subjects(_at_work(actor.today), alike)]
    regions = {
        mates: _without_pools(found, [about for region, *about in pools if region in mates])
        for mates, found in alike.items()
    }
    return [
        (one, read.shown_to(one, regions[places[one.place_id]]) if one.place_id in places else ())
        for one in organisations
    ]


@dataclass(frozen=True, slots=True)
class _Region:
    """All that proposals are made of: for the places of one region or of several."""

    needs: Sequence[NeedRow]
    agreements: Sequence[Agreement]
    municipalities: Sequence[Organisation]
    declined: Sequence[tuple[int, str]]

    def proposals(self, places: frozenset[int]) -> list[Proposal]:
        """Return what the places of a region have alike."""
        needs = [one for one in self.needs if one.organisation.place_id in places]
        agreements = [one for one in self.agreements if one.organisation.place_id in places]
        there = [one for one in self.municipalities if one.place_id in places]
        return _groups(needs, agreements, there)

    def shown_to(self, organisation: Organisation, found: Iterable[Proposal]) -> tuple[Proposal, ...]:
        """Return those that an organisation has not declined, and a municipality has a part in."""
        kept = [one for one in found if (organisation.pk, one.key) not in self.declined]
        if organisation.kind == OrganisationKind.MUNICIPALITY:
            kept = [one for one in kept if organisation in one.organisations]
        return tuple(kept[:MOST])


def _read(actor: Actor, places: frozenset[int], organisations: Sequence[Organisation]) -> Reads[_Region]:
    """Return what the proposals of some places are made of; one query.

    Of a need is read what it can have alike with others, and each owner and each challenge once. The needs of
    the owners are found first: a database that begins with what is open to all goes through every need.
    """
    owners = Organisation.objects.filter(kind__in=SPEAKS_FOR_ITS_PLACE, place__in=places)
    theirs = Need.objects.filter(organisation__in=owners, state=NeedState.OPEN).order_by()
    needs = (
        standing(Need.objects.visible_to(actor), actor.today)
        .filter(pk__in=theirs.values("pk"))
        .exclude(pk__in=_needs_in(_at_work(actor.today)))
        .order_by("pk")
    )
    agreements = Agreement.objects.with_last_day().filter(
        organisation__place__in=places, last__range=(actor.today, actor.today + IN_TIME)
    )
    declined = ProposalDeclined.objects.filter(organisation__in=organisations).order_by()
    found = yield [
        needs.values_list("pk", "title", "unit", "cpv", "targets", "organisation", "challenge"),
        agreements.select_related("organisation__place").order_by("last", "pk"),
        owners.select_related("place").order_by("pk"),
        Challenge.objects.filter(pk__in=theirs.values("challenge")),
        declined.values_list("organisation", "key"),
    ]
    rows, ending, who, challenges, said_no = found
    by_key, what = {one.pk: one for one in who}, {one.pk: one for one in challenges}
    read = [
        NeedRow(key, title, unit, cpv, targets, by_key[owner], what.get(challenge))
        for key, title, unit, cpv, targets, owner, challenge in rows
    ]
    municipalities = [one for one in who if one.kind == OrganisationKind.MUNICIPALITY]
    return _Region(read, ending, municipalities, said_no)


def _groups(
    needs: Sequence[NeedRow], agreements: Sequence[Agreement], municipalities: Sequence[Organisation]
) -> list[Proposal]:
    """Return the groups of at least two, by challenge, CPV and target; a need is in one of them alone."""
    found, used = [], set()
    by_challenge = _by(needs, lambda one: [f"challenge:{one.challenge.pk}"] if one.challenge else [])
    by_cpv = _by(needs, lambda one: [f"cpv:{one.cpv[:CPV_ALIKE]}"] if len(one.cpv) >= CPV_ALIKE else [])
    for one in agreements:
        if len(one.cpv) >= CPV_ALIKE:
            by_cpv.setdefault(f"cpv:{one.cpv[:CPV_ALIKE]}", [])
    by_target = _by(needs, lambda one: [f"target:{key}" for key in one.targets])
    for key, rows in (*by_challenge.items(), *by_cpv.items(), *by_target.items()):
        left = tuple(one for one in rows if one.pk not in used)
        made = _proposal(key, left, agreements, municipalities)
        if made is not None:
            found.append(made)
            used |= {one.pk for one in left}
            taken = {one.pk for one in made.agreements}
            agreements = [one for one in agreements if one.pk not in taken]
    return sorted(found, key=lambda one: (-len(one.organisations), one.key))


def _by(needs: Iterable[NeedRow], keys: Callable[[NeedRow], Iterable[str]]) -> dict[str, list[NeedRow]]:
    found: dict[str, list[NeedRow]] = defaultdict(list)
    for need in needs:
        for key in keys(need):
            found[key].append(need)
    return dict(found)


def _proposal(
    key: str,
    needs: tuple[NeedRow, ...],
    agreements: Iterable[Agreement],
    municipalities: Iterable[Organisation],
) -> Proposal | None:
    """Return the group of a key, with agreements of its CPV; None where fewer than two are in it."""
    codes = {one.cpv[:CPV_ALIKE] for one in needs if len(one.cpv) >= CPV_ALIKE}
    if key.startswith("cpv:"):
        codes.add(key.removeprefix("cpv:"))
    ending = tuple(one for one in agreements if one.cpv[:CPV_ALIKE] in codes)
    challenge = needs[0].challenge if key.startswith("challenge:") and needs else None
    rows: tuple[NeedRow | Agreement, ...] = (*needs, *ending)
    organisations = {one.organisation.pk: one.organisation for one in rows}
    shared = sharing(challenge)
    organisations |= {one.pk: one for one in municipalities if one.place and one.place.name in shared}
    if len(organisations) < FEWEST:
        return None
    ordered = sorted(organisations.values(), key=lambda one: one.name)
    return Proposal(key, tuple(ordered), needs, ending, challenge)


def _at_work(today: date) -> QuerySet[Pool]:
    """Return the pools that are agreed on, open, or announced not long ago."""
    return Pool.objects.filter(Q(state__in=AT_WORK) | Q(state=State.FROZEN, frozen__date__gt=today - LASTS))


def _needs_in(pools: QuerySet[Pool]) -> QuerySet[Any]:
    """Return the keys of the needs in some pools; asked once, and not for each need."""
    return Pool.needs.through.objects.filter(pool__in=pools.order_by()).values("need")


def _subjects(pools: QuerySet[Pool], alike: Mapping[frozenset[int], Iterable[Proposal]]) -> QuerySet[Any]:
    """Return which pools of the regions are about what is alike there: region, challenge, digits of CPV."""
    found = [one for some in alike.values() for one in some]
    challenges = {one.challenge.pk for one in found if one.challenge}
    codes = {one.cpv[:CPV_ALIKE] for one in found if len(one.cpv) >= CPV_ALIKE}
    rows = (
        pools.order_by().annotate(alike=Left("cpv", CPV_ALIKE)).filter(region__in=frozenset().union(*alike))
    )
    about = Q(challenge__in=challenges) | Q(alike__in=codes)
    return rows.filter(about).values_list("region", "challenge", "alike").distinct()


def _without_pools(found: Iterable[Proposal], rows: Iterable[Sequence[Any]]) -> list[Proposal]:
    """Return the proposals that no pool of the region is about already."""
    challenges = {one for one, _cpv in rows if one}
    codes = {cpv for _one, cpv in rows if len(cpv) >= CPV_ALIKE}
    return [
        one
        for one in found
        if not (one.challenge and one.challenge.pk in challenges) and one.cpv[:CPV_ALIKE] not in codes
    ]
