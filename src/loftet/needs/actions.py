"""Actions on a need: written, changed, read first, shared, renewed, closed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from loftet.agreements.rules import WRITES
from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.core.versions import row_or_new, save_next_version
from loftet.invalid_input import InvalidInput
from loftet.needs.models import STANDS_FOR, Audience, Need, NeedChange, ReviewSetting
from loftet.needs.rules import READS_FIRST, STATES, may_change, may_see, may_set_reading, may_write
from loftet.notices.actions.notifications import News, followers, notify
from loftet.notices.models import Reason
from loftet.openness.journal import check_journal
from loftet.people.acting import acts_by
from loftet.people.actor import Actor
from loftet.people.models import Organisation, User
from loftet.people.queries.organisation import neighbours_of, people_of

# Fields whose earlier values are not kept.
NEVER_TOLD = frozenset({"budget", "budget_hidden", "budget_basis", "contact"})
LONGEST_SHARED = STANDS_FOR * 2


ACTS_FOR = acts_by(*WRITES)


def _within(need: Need, day: date) -> tuple[Organisation, ...]:
    """Return whose people alone may know of a need; nobody's where everybody may."""
    if need.is_public:
        return ()
    place = need.organisation.place
    if need.shared is None or need.audience == Audience.OWN or place is None:
        return (need.organisation,)
    others = neighbours_of(place.pk, day).exclude(pk=need.organisation_id)
    return (need.organisation, *others)


def _tell(done: Done, to: Iterable[User], reason: Reason) -> None:
    need = done.record
    news = News.about(done.key, need, *_within(need, done.actor.today), title=need.title)
    notify(news, to, reason=reason, by=done.actor.user, now=done.actor.now)


def _tell_followers(done: Done) -> None:
    """Notify those who follow the need, once others read it."""
    if done.record.shared is not None:
        _tell(done, followers(done.record), Reason.FOLLOWS)


def _tell_of_change(done: Done) -> None:
    if done.result is not None:
        _tell_followers(done)


def _tell_writer(done: Done) -> None:
    _tell(done, [done.record.written_by], Reason.ROLE)


def _tell_of_sharing(done: Done) -> None:
    """Notify those who follow the need, and who wrote it, where the second reader shares it."""
    need, following = done.record, followers(done.record)
    _tell(done, following, Reason.FOLLOWS)
    if need.written_by_id != done.actor.person.pk and need.written_by not in following:
        _tell_writer(done)


def _tell_readers(done: Done) -> None:
    organisation = done.record.organisation_id
    _tell(done, people_of([organisation], done.actor.today, READS_FIRST), Reason.ROLE)


@action("need.written", rule=may_write, creates=True, acting_for=ACTS_FOR)
def write_need(organisation: Organisation, written: Mapping[str, Any], *, actor: Actor) -> Need:
    """Create a draft; `written` may name what it is made from.

    Raises:
        InvalidInput: when a value is refused, or it is made from a need that the actor may not read.
    """
    origin = written.get("derived_from")
    if origin is not None and not may_see(actor, origin):
        raise InvalidInput.because(_("The need that it is made from is not open to you."))
    need = Need(organisation=organisation, written=actor.now, written_by=actor.person)
    set_values(need, written)
    need.save()
    return need


@action("need.changed", rule=may_change, acting_for=ACTS_FOR, notify=_tell_of_change)
def change_need(need: Need, written: Mapping[str, Any], *, actor: Actor) -> NeedChange | None:
    """Change a need; once it is shared, what was changed is kept beside it, and the followers are notified.

    Raises:
        InvalidInput: when a value is refused.
    """
    before = {name: getattr(need, name) for name in written}
    set_values(need, written)
    changed = sorted(name for name, value in before.items() if getattr(need, name) != value)
    if need.shared is None or not changed:
        return None
    told = {name: _text(before[name]) for name in changed if name not in NEVER_TOLD}
    number = need.changes.count() + 1
    return NeedChange.objects.create(
        need=need, number=number, fields=changed, before=told, when=actor.now, by=actor.person
    )


def _text(value: object) -> str:
    """Return a value as the history keeps it."""
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


@action("need.sent", rule=STATES.rule_of("send"), acting_for=ACTS_FOR, notify=_tell_readers)
def send_need(need: Need, *, actor: Actor) -> Need:
    """Send a draft to its second reader."""
    STATES.take("send", need)
    return need


@action("need.returned", rule=STATES.rule_of("return"), acting_for=ACTS_FOR, notify=_tell_writer)
def return_need(need: Need, *, actor: Actor) -> Need:
    """Send a need back to the one who wrote it."""
    STATES.take("return", need)
    return need


@action("need.shared", rule=STATES.rule_of("share"), acting_for=ACTS_FOR, notify=_tell_of_sharing)
def share_need(need: Need, written: Mapping[str, Any], *, actor: Actor) -> Need:
    """Open a need to its readers, or to more of them.

    Raises:
        InvalidInput: when fewer would read it than do, it would run out at once or in more than a year, or
            nobody has said whether it is to be entered in the journal.
    """
    audience, expires_on = Audience(written["audience"]), written["expires_on"]
    readers = list(Audience)
    if need.shared is not None and readers.index(audience) < readers.index(Audience(need.audience)):
        raise InvalidInput.because(
            _("Others have read the need, so it cannot be hidden from them. Close it instead."),
            field="audience",
        )
    if not actor.today < expires_on <= actor.today + LONGEST_SHARED:
        raise InvalidInput.because(_("Choose a day within a year."), field="expires_on")
    set_values(need, written)
    check_journal(need.journal, need.journal_case, is_asked=audience != Audience.OWN)
    if need.shared is None:
        need.shared = actor.now
    STATES.take("share", need)
    return need


@action("need.renewed", rule=STATES.rule_of("renew"), acting_for=ACTS_FOR)
def renew_need(need: Need, *, actor: Actor) -> Need:
    """Renew a need for six months from today."""
    STATES.take("renew", need)
    need.expires_on = actor.today + STANDS_FOR
    return need


@action("need.closed", rule=STATES.rule_of("close"), acting_for=ACTS_FOR, notify=_tell_followers)
def close_need(need: Need, written: Mapping[str, Any], *, actor: Actor) -> Need:
    """Close a need, and say what came of it.

    Raises:
        InvalidInput: when no outcome is chosen.
    """
    if not written["outcome"]:
        raise InvalidInput.because(_("Choose what came of it."), field="outcome")
    set_values(need, written)
    STATES.take("close", need)
    return need


@action("need.reading_set", rule=may_set_reading, creates=True, locks_parent=True)
def set_reading(
    organisation: Organisation, written: Mapping[str, Any], version: int, *, actor: Actor
) -> ReviewSetting:
    """Set whether an organisation wants a second reader; `version` is 0 where nothing was set.

    Raises:
        ChangedMeanwhile: when somebody else has set it since `version` was read.
    """
    return save_next_version(row_or_new(ReviewSetting, organisation=organisation), version, written)
