"""What can happen to a matter: written, prepared for others, taken up, revised, published, withdrawn."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from loftet.core.verdicts import Verdict, demand
from loftet.core.versions import same_version
from loftet.decisions.actions.departures import Journal, Receiver, keep_departure
from loftet.decisions.actions.notifications import (
    Attribution,
    ask_management,
    follow_own,
    notify_followers,
    validate_fields,
    write_all_in_log,
    write_in_log,
)
from loftet.decisions.legal_bases import legal_bases
from loftet.decisions.models import Matter, MatterState
from loftet.decisions.rules import (
    WRITES,
    may_prepare,
    may_publish,
    may_revise,
    may_see,
    may_take_up,
    may_withdraw,
    may_write,
    open_to,
)
from loftet.invalid_input import InvalidInput, Problem
from loftet.people.models import Organisation, RoleKind, User
from loftet.people.permissions import Permissions
from loftet.people.queries import permissions_at

Rule = Callable[[Permissions, Matter], Verdict]


class PreparedAlready(InvalidInput):
    """The regional matter has led to a matter of the organisation already."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A matter as somebody writes it, in the parts of case papers; `restricted` names its legal basis."""

    title: str
    facts: str
    assessment: str
    economy: str
    proposal: str
    language: str
    case_number: str = ""
    restricted: str = ""
    legal_basis: str = ""


WRITTEN = tuple(Draft.__dataclass_fields__)


@transaction.atomic
def write_matter(
    organisation: Organisation,
    draft: Draft,
    *,
    by: User,
    now: datetime,
    today: date,
    derived_from: Matter | None = None,
) -> Matter:
    """Create a draft of a matter of one's own organisation.

    Raises:
        NotAllowed: when the person may not write for the organisation, or not see what it comes from.
        InvalidInput: when the draft does not hold together.
        PreparedAlready: when the regional matter has led to one here already.
    """
    who = permissions_at(by, today)
    demand(may_write(who, organisation))
    if derived_from is not None:
        demand(may_see(who, derived_from))
        demand(open_to(by, derived_from))
    attribution = Attribution(by, who.on_behalf_of(organisation, *WRITES), now, today)
    row = Matter(organisation=organisation, state=MatterState.DRAFT)
    (matter,) = _kept([_laid_out(row, draft, derived_from, attribution)], derived_from, attribution)
    write_in_log("matter.written", matter, matter, attribution)
    return matter


def prepare_matter(
    organisation: Organisation,
    preparer: Organisation,
    draft: Draft,
    *,
    by: User,
    now: datetime,
    today: date,
    derived_from: Matter | None = None,
) -> Matter:
    """Prepare a matter for one municipality, as `prepare_matters` does for many."""
    when: dict[str, Any] = {"by": by, "now": now, "today": today, "derived_from": derived_from}
    return prepare_matters([(organisation, draft)], preparer, **when)[0]


@transaction.atomic
def prepare_matters(
    drafts: Sequence[tuple[Organisation, Draft]],
    preparer: Organisation,
    *,
    by: User,
    now: datetime,
    today: date,
    derived_from: Matter | None = None,
) -> list[Matter]:
    """Prepare a matter for each municipality, where it waits until its own management takes it up.

    They are prepared all or none, and the database is asked no more often for many than for one.

    Raises:
        NotAllowed: when the person does not facilitate what one of the municipalities belongs to.
        InvalidInput: when a draft does not hold together, or withholds something: that is the municipality's.
        PreparedAlready: when the regional matter has led to one there already.
    """
    who = permissions_at(by, today)
    demand(may_prepare(who, [one for one, _draft in drafts], preparer, today))
    if derived_from is not None:
        demand(may_see(who, derived_from))
        demand(open_to(by, derived_from))
    attribution = Attribution(by, who.on_behalf_of(preparer, RoleKind.FACILITATOR), now, today)
    rows = []
    for organisation, draft in drafts:
        _withholds_nothing(draft)
        row = Matter(organisation=organisation, prepared_by=preparer, state=MatterState.PREPARED)
        rows.append(_laid_out(row, draft, derived_from, attribution))
    made = _kept(rows, derived_from, attribution)
    write_all_in_log("matter.prepared", made, attribution)
    ask_management("matter.prepared", made, attribution, preparer=preparer.name)
    return made


@transaction.atomic
def take_up(matter: Matter, version: int, *, by: User, now: datetime, today: date) -> Matter:
    """Accept what others prepared as the organisation's own draft.

    Raises:
        NotAllowed: when the person is not of its own top management, or it does not wait.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
    """
    row, attribution = _locked(matter, version, by, now, today, may_take_up)
    row.state = MatterState.DRAFT
    _keep(row, "state")
    write_in_log("matter.taken_up", row, row, attribution)
    notify_followers("matter.taken_up", row, attribution)
    follow_own(by, [row], now)
    return row


@transaction.atomic
def revise_matter(
    matter: Matter, version: int, draft: Draft, *, by: User, now: datetime, today: date
) -> Matter:
    """Change a matter, until it has been decided.

    Raises:
        NotAllowed: when the person may not, or the matter has been decided.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
        InvalidInput: when the draft does not hold together.
    """
    row, attribution = _locked(matter, version, by, now, today, may_revise)
    if row.state == MatterState.PREPARED:
        _withholds_nothing(draft)
    _write(row, draft, today)
    _keep(row, *WRITTEN)
    write_in_log("matter.revised", row, row, attribution, version=row.version)
    if row.state == MatterState.PUBLIC:
        notify_followers("matter.revised", row, attribution)
    return row


@transaction.atomic
def publish_matter(
    matter: Matter, version: int, journal: Journal, *, by: User, now: datetime, today: date
) -> Matter:
    """Publish a matter, and record whether it is journalled; what is withheld stays so.

    Raises:
        NotAllowed: when the person is not of its own top management, or it is public already.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
        InvalidInput: when the answer about the journal is not whole.
    """
    row, attribution = _locked(matter, version, by, now, today, may_publish)
    row.state, row.published = MatterState.PUBLIC, now
    _keep(row, "state", "published")
    everybody = Receiver(_("everybody"), is_organisation=True)
    keep_departure(row, journal, attribution, what=_("The matter was published"), receiver=everybody)
    write_in_log("matter.published", row, row, attribution)
    notify_followers("matter.published", row, attribution)
    return row


@transaction.atomic
def withdraw_matter(
    matter: Matter, version: int, reason: str, *, by: User, now: datetime, today: date
) -> Matter:
    """Withdraw a matter that nobody has treated; it stays, with the reason.

    Raises:
        NotAllowed: when the person may not, or it has been treated.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
        InvalidInput: when there is no reason.
    """
    row, attribution = _locked(matter, version, by, now, today, may_withdraw)
    if not reason.strip():
        raise InvalidInput.because(_("Write why the matter is withdrawn."), field="reason")
    row.state, row.reason = MatterState.WITHDRAWN, reason.strip()
    validate_fields(row, "reason")
    _keep(row, "state", "reason")
    write_in_log("matter.withdrawn", row, row, attribution)
    notify_followers("matter.withdrawn", row, attribution)
    return row


def _laid_out(row: Matter, draft: Draft, derived_from: Matter | None, attribution: Attribution) -> Matter:
    """Fill in a new row; it is kept by `_kept`."""
    row.created, row.created_by, row.acting_for = attribution.now, attribution.by, attribution.acting_for
    row.derived_from = derived_from
    _write(row, draft, attribution.today)
    return row


def _kept(rows: Sequence[Matter], derived_from: Matter | None, attribution: Attribution) -> list[Matter]:
    """Create new rows, all or none; who made them follows them."""
    try:
        with transaction.atomic():
            made = Matter.objects.bulk_create(rows)
    except IntegrityError as taken:
        if problems := _prepared_already(rows, derived_from):
            raise PreparedAlready(problems) from taken
        raise
    follow_own(attribution.by, made, attribution.now)
    return made


def _prepared_already(rows: Sequence[Matter], derived_from: Matter | None) -> list[Problem]:
    """Return the organisations that have a matter that comes from the regional one already."""
    if derived_from is None:
        return []
    standing = derived_from.derived.exclude(state=MatterState.WITHDRAWN)
    have = standing.filter(organisation__in=[one.organisation_id for one in rows])
    said = _("%(organisation)s has a matter that comes from this one already.")
    names = have.order_by("organisation__name").values_list("organisation__name", flat=True)
    return [Problem(said % {"organisation": one}) for one in names]


def _write(row: Matter, draft: Draft, today: date) -> None:
    """Set the texts of a row, when they hold together."""
    for name, text in asdict(draft).items():
        setattr(row, name, text.strip())
    if not (row.title and row.proposal):
        raise InvalidInput.because(_("A matter says what it is about, and what is proposed."))
    if row.restricted:
        basis = legal_bases().get(row.legal_basis)
        if basis is None or not basis.holds_on(today):
            raise InvalidInput.because(
                _("What is withheld from the public names the paragraph that allows it."), field="legal_basis"
            )
    else:
        row.legal_basis = ""
    validate_fields(row, *WRITTEN)


def _withholds_nothing(draft: Draft) -> None:
    if draft.restricted.strip():
        raise InvalidInput.because(
            _("What is withheld from the public is written by the municipality itself."), field="restricted"
        )


def _locked(
    matter: Matter, version: int, by: User, now: datetime, today: date, rule: Rule
) -> tuple[Matter, Attribution]:
    """Lock the row, when the person may do what the rule is about."""
    rows = Matter.objects.select_for_update(of=("self",)).select_related("organisation", "prepared_by")
    row, who = rows.get(pk=matter.pk), permissions_at(by, today)
    demand(rule(who, row))
    demand(open_to(by, row))
    same_version(row.version, version)
    acting_for = who.on_behalf_of(row.organisation)
    if not acting_for and row.prepared_by is not None:
        acting_for = who.on_behalf_of(row.prepared_by)
    return row, Attribution(by, acting_for, now, today)


def _keep(row: Matter, *names: str) -> None:
    row.version += 1
    row.save(update_fields=[*names, "version"])
