"""The notice of a market dialogue: ready to be pasted into Doffin, and there before anybody is invited."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.core.mail import whole
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.core.versions import row_or_new, save_next_version
from loftet.dialogues.models import MarketNotice
from loftet.dialogues.rules import may_write_notice
from loftet.meetings.models import Event
from loftet.meetings.rules import acts_for
from loftet.meetings.sentences import when_and_where
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.pools.queries import members_of


def is_noticed(event: Event) -> Verdict:
    """Check whether a market dialogue can be found by firms that nobody knows, or why it cannot."""
    if not event.kind_of.is_market:
        return ALLOWED
    row = MarketNotice.objects.filter(event=event).first()
    if row is None or not (row.doffin or row.no_doffin):
        return Denied(_("Write the number on Doffin first, or why the dialogue is not announced there."))
    if not (row.english or row.no_english):
        return Denied(_("Write a few sentences in English first, or why there are none."))
    return ALLOWED


def ready_notice(event: Event) -> MarketNotice:
    """Return the notice with what the event says already: what, when, for which buyers, and where."""
    every = [*event.pools.values_list("cpv", flat=True), *event.needs.values_list("cpv", flat=True)]
    codes = [one for one in every if one]
    names = (f"{one.name} ({one.number})" if one.number else one.name for one in _buyers(event))
    buyers = "\n".join(f"- {one}" for one in names)
    address = whole(event.get_absolute_url())
    parts = (
        event.about,
        when_and_where(event),
        _("Buyers:\n%(buyers)s") % {"buyers": buyers},
        _("Read more and register, without an account: %(address)s") % {"address": address},
        _("It is no competition, and binds nobody. What is said to one firm is made known to all."),
    )
    text = "\n\n".join(one for one in parts if one)
    return MarketNotice(event=event, title=event.title, text=text, cpv=codes[0] if codes else "", version=0)


def _buyers(event: Event) -> list[Organisation]:
    """Return the organiser and the buyers behind what the event is about, each once."""
    found = [event.organisation, *(one.organisation for one in event.needs.select_related("organisation"))]
    for pool in event.pools.select_related("lead"):
        found += [pool.lead, *(one.organisation for one in members_of(pool))]
    return list({one.pk: one for one in found}.values())


@action("event.noticed", rule=may_write_notice, creates=True, acting_for=acts_for)
def write_notice(event: Event, written: Mapping[str, Any], version: int, *, actor: Actor) -> MarketNotice:
    """Create or change the notice; `version` is 0 where there was none.

    Raises:
        InvalidInput: when a value is refused.
        ChangedMeanwhile: when somebody else has written it since `version` was read.
    """
    return save_next_version(row_or_new(MarketNotice, event=event), version, written)
