"""The rules on a procurement, as they are on the day: what follows, why, and what it depends on.

Nothing of it is kept. A row that is not primary, or that nobody has checked for half a year, still answers,
and is counted in one line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from operator import itemgetter

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Coalesce

from loftet.core.words import for_reader
from loftet.methods.procurement import case as rule_case
from loftet.methods.procurement.case import Case, Environment, Mode, Partner, Purchase
from loftet.methods.procurement.check import Checked
from loftet.methods.procurement.check import check as check_case
from loftet.methods.procurement.procedures import Procedure
from loftet.methods.procurement.rows import ClimateMode as ModeRow
from loftet.methods.procurement.rows import DatedRow, RuleBook
from loftet.people.models import OrganisationKind
from loftet.pools.models import Kind as PoolKind
from loftet.procurement.criteria import climate_weight, rank_of_climate
from loftet.procurement.lots import sums_of
from loftet.procurement.models import Activity, Procurement, State
from loftet.sources.procurement_rules import read_procedures, read_rule_book

OUTSIDE, PART1, SECTOR = "outside", "part1", "sector"
NEEDED = ("scope", "notice", "climate_duty", "max_value")  # the last one is asked within the Act alone
YEAR = timedelta(days=365)
ALIKE = 3  # digits of a CPV group
LEFT_OUT = ("dialogue_frozen",)  # the page says what is closed


def book() -> RuleBook:
    """Return the rows of the catalogue."""
    return read_rule_book(settings.CATALOGUE)


def source_of(row: DatedRow) -> str:
    """Return where a row was read, in the language of the page."""
    return for_reader(row.sources)


def kind_of_buyer(kind: str, activity: str) -> rule_case.Buyer:
    """Return the kind of a buyer as the rules know it: by what the purchase serves, then by who buys.

    A council of municipalities is as these.
    """
    if activity not in ("", Activity.OWN):
        return rule_case.Buyer.UTILITY
    is_county = kind == OrganisationKind.COUNTY
    return rule_case.Buyer.COUNTY if is_county else rule_case.Buyer.MUNICIPALITY


def has_other_kind(procurement: Procurement) -> bool:
    """Check whether the page of an open joint purchase shows another threshold than what it serves has."""
    pool, activity = procurement.pool, procurement.activity
    if pool is None or pool.frozen is not None or not activity:
        return False
    return (activity != Activity.OWN) != (pool.kind == PoolKind.UTILITIES)


def case_of(procurement: Procurement) -> Case:
    """Return a procurement as a case of the rules; what is not written is not known."""
    shares = list(procurement.shares.select_related("organisation"))
    hours = {True: Decimal(1), False: Decimal(0), None: None}[procurement.apprentices]
    months, activity = procurement.months, procurement.activity
    return Case(
        day=procurement.day,
        buyer=kind_of_buyer(procurement.lead.kind, activity) if activity else None,
        kind=Purchase(procurement.kind),
        value=procurement.value,
        options=procurement.options,
        lots=sums_of(procurement.lots) or (() if procurement.undivided else None),
        joint=bool(shares),
        others=tuple(
            Partner(
                one.organisation.name,
                one.value,
                one.binding,
                kind_of_buyer(one.organisation.kind, activity),
            )
            for one in shares
        ),
        framework=procurement.framework,
        months=None if months is None else Decimal(months),
        reserved=procurement.reserved,
        hours=hours,
        benefit=rule_case.Borne(procurement.benefit) if procurement.benefit else None,
        payment=rule_case.Borne(procurement.payment) if procurement.payment else None,
        environment=environment_of(procurement),
    )


def environment_of(procurement: Procurement) -> Environment:
    """Return how the climate rule is met; criteria that are not written have no weight yet."""
    criteria = procurement.criteria
    return Environment(
        Mode(procurement.mode) if procurement.mode else None,
        climate_weight(criteria) if criteria else None,
        rank_of_climate(criteria) if criteria else None,
        procurement.requirements,
        procurement.justification,
    )


@dataclass(frozen=True, slots=True)
class Demands:
    """All that the rules demand of a procurement, and the rows that nobody should rely on alone."""

    checked: Checked
    uncertain: Sequence[DatedRow]

    @property
    def scope(self) -> str | None:
        """Return the part of the regulation; None where that is not known."""
        found = self.checked.consequences.get("scope")
        return str(found.value) if found else None

    @property
    def is_small(self) -> bool:
        """Check whether one page is enough: below the national threshold, of a utility below its own."""
        notice = self.checked.consequences.get("notice")
        is_below = self.scope == SECTOR and notice is not None and notice.value == "none"
        return is_below or self.scope in (OUTSIDE, PART1)

    @property
    def must_announce(self) -> bool:
        """Check whether there is a duty to announce, as far as is known."""
        found = self.checked.consequences.get("notice")
        return found is not None and found.value != "none"

    @property
    def has_climate_duty(self) -> bool:
        """Check whether the climate rule is a duty."""
        found = self.checked.consequences.get("climate_duty")
        return found is not None and found.value is True

    @property
    def needs_maximum(self) -> bool:
        """Check whether a maximum value must be said."""
        found = self.checked.consequences.get("max_value")
        return found is not None and found.value is True and self.scope != OUTSIDE

    @property
    def open_fields(self) -> Sequence[str]:
        """Return what must be known before it is announced, and is not."""
        keys = NEEDED if self.scope != OUTSIDE else NEEDED[:-1]
        return [field for key, field in self.checked.depends_on if key in keys]

    @property
    def oldest(self) -> date | None:
        """Return the day on which the row that was checked first was checked."""
        return min((one.checked_at for one in self.uncertain), default=None)


def demands_of(procurement: Procurement, today: date, case: Case | None = None) -> Demands:
    """Return what the rules demand of a procurement."""
    checked = check_case(case or case_of(procurement), book(), today)
    answers = (*checked.consequences.values(), *checked.not_applicable.values())
    rows = {id(row): row for one in answers for row in one.rows if row.is_uncertain(today)}
    return Demands(checked, tuple(rows.values()))


def open_modes(day: date) -> list[ModeRow]:
    """Return the ways to meet the climate rule that are open on a day."""
    found = (book().mode(one.value, day) for one in Mode)
    return [one for one in found if one is not None]


def procedures_for(scope: str | None, day: date) -> list[Procedure]:
    """Return the procedures of a part of the regulation; all, where that is not known."""
    rows = (one for one in read_procedures(settings.CATALOGUE) if one.holds(day))
    return [one for one in rows if scope is None or scope in one.scopes]


@dataclass(frozen=True, slots=True)
class Alike:
    """Purchases of one kind by one buyer within twelve months: which, the sum, and what that changes."""

    others: Sequence[Procurement]
    total: Decimal
    scope: str | None


def alike(procurement: Procurement, demands: Demands, today: date, seen: Q) -> Alike | None:
    """Return the buyer's other purchases of the same CPV group; None where there is none.

    `seen` is the condition on those that the reader may read all of. Of the twelve months before and those
    after, those count in which the buyer buys for more.
    """
    if len(procurement.cpv) < ALIKE:
        return None
    day = procurement.day
    whose = Q(lead=procurement.lead_id) | Q(shares__organisation=procurement.lead_id)
    rows = Procurement.objects.filter(seen, whose, cpv__startswith=procurement.cpv[:ALIKE]).distinct()
    rows = rows.exclude(pk=procurement.pk).exclude(state=State.STOPPED).prefetch_related("shares")
    dated = rows.annotate(on=Coalesce("announced", "planned_on"))
    near = list(dated.filter(on__range=(day - YEAR, day + YEAR)))
    if not near:
        return None
    windows = [one for one in near if one.on <= day], [one for one in near if one.on >= day]
    more, found = max(((_own_parts(one, procurement.lead_id), one) for one in windows), key=itemgetter(0))
    case = case_of(procurement)
    together = replace(case, value=procurement.value + more)
    scope = demands_of(procurement, today, together).scope
    return Alike(found, procurement.total + more, scope if scope != demands.scope else None)


def _own_parts(others: Iterable[Procurement], organisation: int) -> Decimal:
    return sum((_own_part(one, organisation) for one in others), Decimal(0))


def _own_part(other: Procurement, organisation: int) -> Decimal:
    if other.lead_id == organisation:
        return other.value + other.options
    return sum((one.value for one in other.shares.all() if one.organisation_id == organisation), Decimal(0))


def shown(checked: Checked) -> Iterable[str]:
    """Return the ids that the page shows, in the order of the rules."""
    known = (*checked.consequences, *checked.not_applicable)
    return (key for key in known if key not in LEFT_OUT)
