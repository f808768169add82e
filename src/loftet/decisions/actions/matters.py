"""Actions of matters: written, prepared for others, taken up, revised, published, withdrawn."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from loftet.core.actions import Done, action
from loftet.core.verdicts import demand
from loftet.decisions.actions.departures import Journal, Receiver, keep_departure
from loftet.decisions.actions.notifications import (
    acting_for,
    ask_management,
    follow_own,
    notify_followers,
    tell_assignee,
    validate_fields,
    write_in_log,
)
from loftet.decisions.models import Matter, MatterState
from loftet.decisions.queries.functions import may_be_assigned
from loftet.decisions.rules import (
    WRITES,
    is_open_to,
    may_plan,
    may_prepare,
    may_publish,
    may_revise,
    may_see,
    may_take_up,
    may_withdraw,
    may_write,
    prepares,
)
from loftet.invalid_input import InvalidInput, Problem
from loftet.log.actions import Line, record_all
from loftet.openness.legal_bases import legal_bases
from loftet.people.acting import acts_by
from loftet.people.actor import Actor
from loftet.people.models import Organisation, RoleKind, User


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


def _tell(done: Done) -> None:
    """Notify those who follow the matter, by the key of the action."""
    notify_followers(done.key, done.record, done.actor)


def _tell_of_text(done: Done) -> None:
    if done.record.state == MatterState.PUBLIC:
        _tell(done)


# --- written, prepared ----------------------------------------------------------------------------


@action(
    "matter.written",
    rule=may_write,
    creates=True,
    locks_parent=True,
    acting_for=acts_by(*WRITES),
)
def write_matter(
    organisation: Organisation, draft: Draft, *, actor: Actor, derived_from: Matter | None = None
) -> Matter:
    """Create a draft of a matter of one's own organisation.

    Raises:
        NotAllowed: when the person may not see what it comes from.
        InvalidInput: when the draft does not hold together.
        PreparedAlready: when the regional matter has led to one here already.
    """
    _demand_source(derived_from, actor)
    row = Matter(organisation=organisation, state=MatterState.DRAFT)
    name = actor.permissions.on_behalf_of(organisation, *WRITES)
    (matter,) = _kept([_laid_out(row, draft, derived_from, actor, name)], derived_from, actor)
    return matter


@transaction.atomic
def prepare_matters(
    drafts: Sequence[tuple[Organisation, Draft]],
    preparer: Organisation,
    *,
    actor: Actor,
    derived_from: Matter | None = None,
) -> list[Matter]:
    """Prepare a matter for each municipality, where it waits until its own management takes it up.

    They are prepared all or none, and the database is asked no more often for many than for one.

    Raises:
        NotAllowed: when the person does not facilitate what one of the municipalities belongs to.
        InvalidInput: when a draft does not hold together, or withholds something: that is the municipality's.
        PreparedAlready: when the regional matter has led to one there already.
    """
    demand(may_prepare(actor.permissions, [one for one, _draft in drafts], preparer, actor.today))
    _demand_source(derived_from, actor)
    name = actor.permissions.on_behalf_of(preparer, RoleKind.FACILITATOR)
    rows = []
    for organisation, draft in drafts:
        _withholds_nothing(draft)
        row = Matter(organisation=organisation, prepared_by=preparer, state=MatterState.PREPARED)
        rows.append(_laid_out(row, draft, derived_from, actor, name))
    made = _kept(rows, derived_from, actor)
    lines = [Line(one, one.organisation.slug) for one in made]
    record_all("matter.prepared", lines, by=actor.person, acting_for=name)
    ask_management("matter.prepared", made, actor, preparer=preparer.name)
    return made


def _demand_source(derived_from: Matter | None, actor: Actor) -> None:
    if derived_from is not None:
        demand(may_see(actor.permissions, derived_from))
        demand(is_open_to(actor, derived_from))


# --- taken up, revised, published, withdrawn ------------------------------------------------------


@action("matter.taken_up", rule=may_take_up, acting_for=acting_for, notify=_tell)
def take_up(row: Matter, *, actor: Actor) -> Matter:
    """Accept what others prepared as the organisation's own draft."""
    row.state, row.assignee = MatterState.DRAFT, actor.person
    follow_own(actor.person, [row], actor.now)
    return row


def begin_with(matter: Matter, actor: Actor) -> None:
    """Change a locked matter that others prepared to the organisation's own draft."""
    if matter.state != MatterState.PREPARED:
        return
    matter.state, matter.version = MatterState.DRAFT, matter.version + 1
    matter.assignee = actor.person
    matter.save(update_fields=["state", "version", "assignee"])
    write_in_log("matter.taken_up", matter, actor)
    notify_followers("matter.taken_up", matter, actor)
    follow_own(actor.person, [matter], actor.now)


@action(
    "matter.revised",
    rule=may_revise,
    acting_for=acting_for,
    details=lambda done: {"version": done.record.version},
    notify=_tell_of_text,
)
def revise_matter(row: Matter, draft: Draft, *, actor: Actor) -> Matter:
    """Change a matter, until it has been decided.

    Raises:
        InvalidInput: when the draft does not hold together.
    """
    if prepares(actor.permissions, row):
        _withholds_nothing(draft)
    else:
        begin_with(row, actor)
    _write(row, draft, actor.today)
    return row


@action("matter.published", rule=may_publish, acting_for=acting_for, notify=_tell)
def publish_matter(row: Matter, journal: Journal, *, actor: Actor) -> Matter:
    """Publish a matter, and record whether it is journalled; what is withheld stays so.

    Raises:
        InvalidInput: when the answer about the journal is not whole.
    """
    begin_with(row, actor)
    row.state, row.published = MatterState.PUBLIC, actor.now
    everybody = Receiver(_("everybody"), is_organisation=True)
    keep_departure(row, journal, actor, what=_("The matter was published"), receiver=everybody)
    return row


@action("matter.withdrawn", rule=may_withdraw, acting_for=acting_for, notify=_tell)
def withdraw_matter(row: Matter, reason: str, *, actor: Actor) -> Matter:
    """Withdraw a matter that nobody has treated; it stays, with the reason.

    Raises:
        InvalidInput: when there is no reason.
    """
    if not reason.strip():
        raise InvalidInput.because(_("Write why the matter is withdrawn."), field="reason")
    row.state, row.reason = MatterState.WITHDRAWN, reason.strip()
    validate_fields(row, "reason")
    return row


@action("matter.assigned", rule=may_plan, acting_for=acting_for, notify=tell_assignee)
def assign_matter(row: Matter, assignee: User | None, *, actor: Actor) -> Matter:
    """Assign the work on a matter to a colleague, who gets a letter; to nobody: it is everybody's who writes.

    Raises:
        InvalidInput: when the person has no role of their own there that writes matters.
    """
    if assignee is not None and not may_be_assigned(row, actor.today).filter(pk=assignee.pk).exists():
        raise InvalidInput.because(_("Choose somebody who writes matters here."), field="assignee")
    row.assignee = assignee
    return row


def _laid_out(
    row: Matter, draft: Draft, derived_from: Matter | None, actor: Actor, acting_for: str
) -> Matter:
    """Fill in a new row; it is kept by `_kept`."""
    row.created, row.created_by, row.acting_for = actor.now, actor.person, acting_for
    row.derived_from = derived_from
    if row.prepared_by is None:
        row.assignee = actor.person
    _write(row, draft, actor.today)
    return row


def _kept(rows: Sequence[Matter], derived_from: Matter | None, actor: Actor) -> list[Matter]:
    """Create new rows, all or none; who made them follows them."""
    try:
        with transaction.atomic():
            made = Matter.objects.bulk_create(rows)
    except IntegrityError as taken:
        if problems := _prepared_already(rows, derived_from):
            raise PreparedAlready(problems) from taken
        raise
    follow_own(actor.person, made, actor.now)
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
