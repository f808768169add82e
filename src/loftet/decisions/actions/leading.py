"""A regional matter leads to one in each municipality, which decides for itself."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from loftet.core.verdicts import demand
from loftet.decisions.actions.departures import Journal, Receiver, keep_departure
from loftet.decisions.actions.matters import Draft, prepare_matters
from loftet.decisions.actions.notifications import Attribution, write_in_log
from loftet.decisions.models import Matter, MatterState
from loftet.decisions.rules import may_lead_out, open_to
from loftet.invalid_input import InvalidInput
from loftet.people.models import Organisation, RoleKind, User
from loftet.people.queries import permissions_at

# What stands for the municipality in the text that is prepared for all of them.
MUNICIPALITY = "[kommune]"


def for_municipality(draft: Draft, organisation: Organisation) -> Draft:
    """Return a draft in which a municipality stands by its name."""
    texts = ("title", "facts", "assessment", "economy", "proposal")
    name = organisation.name
    return replace(draft, **{one: getattr(draft, one).replace(MUNICIPALITY, name) for one in texts})


@transaction.atomic
def lead_out(
    matter: Matter,
    draft: Draft,
    organisations: Iterable[Organisation],
    journal: Journal,
    *,
    by: User,
    now: datetime,
    today: date,
) -> list[Matter]:
    """Prepare one matter in each municipality that has none that comes from this one yet.

    Sharing is leaving the house, so the question of the journal is answered, once for all of them.

    Raises:
        NotAllowed: when the person does not facilitate the region, or a municipality lies outside of it.
        InvalidInput: when the draft does not hold together, or every municipality has its matter already.
    """
    who = permissions_at(by, today)
    demand(may_lead_out(who, matter))
    demand(open_to(by, matter))
    Matter.objects.select_for_update(of=("self",)).get(pk=matter.pk)
    without = _without(matter, organisations)
    attribution = Attribution(by, who.on_behalf_of(matter.organisation, RoleKind.FACILITATOR), now, today)
    when: dict[str, Any] = {"by": by, "now": now, "today": today, "derived_from": matter}
    drafts = [(one, for_municipality(draft, one)) for one in without]
    made = prepare_matters(drafts, matter.organisation, **when)
    receiver = Receiver(_("%(number)d municipalities") % {"number": len(made)}, is_organisation=True)
    keep_departure(matter, journal, attribution, what=_("Prepared for the municipalities"), receiver=receiver)
    write_in_log("matter.led_out", matter, matter, attribution, number=len(made))
    return made


def _without(matter: Matter, organisations: Iterable[Organisation]) -> list[Organisation]:
    """Return those that have no matter that comes from this one, of which there must be some."""
    standing = matter.derived.exclude(state=MatterState.WITHDRAWN)
    has = set(standing.values_list("organisation", flat=True))
    without = [one for one in organisations if one.pk not in has]
    if not without:
        raise InvalidInput.because(_("Every municipality has a matter that comes from this one already."))
    return without
