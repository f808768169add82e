"""A regional matter leads to one in each municipality, which decides for itself."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.decisions.actions.departures import Journal, Receiver, keep_departure
from loftet.decisions.actions.matters import Draft, prepare_matters
from loftet.decisions.models import Matter, MatterState
from loftet.decisions.rules import may_lead_out
from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor
from loftet.people.models import Organisation

# What stands for the municipality in the text that is prepared for all of them.
MUNICIPALITY = "[kommune]"


def for_municipality(draft: Draft, organisation: Organisation) -> Draft:
    """Return a draft in which a municipality stands by its name."""
    texts = ("title", "facts", "assessment", "economy", "proposal")
    name = organisation.name
    return replace(draft, **{one: getattr(draft, one).replace(MUNICIPALITY, name) for one in texts})


@action(
    "matter.led_out",
    rule=may_lead_out,
    creates=True,
    subject=lambda done: done.record,
    details=lambda done: {"number": len(done.result)},
    acting_for=lambda actor, matter: matter.organisation.name,
)
def lead_out(
    matter: Matter, draft: Draft, organisations: Iterable[Organisation], journal: Journal, *, actor: Actor
) -> list[Matter]:
    """Prepare one matter in each municipality that has none that comes from this one yet.

    Sharing is leaving the house, so the question of the journal is answered, once for all of them.

    Raises:
        NotAllowed: when a municipality lies outside of the region.
        InvalidInput: when the draft does not hold together, or every municipality has its matter already.
    """
    standing = matter.derived.exclude(state=MatterState.WITHDRAWN)
    has = set(standing.values_list("organisation", flat=True))
    drafts = [(one, for_municipality(draft, one)) for one in organisations if one.pk not in has]
    if not drafts:
        raise InvalidInput.because(_("Every municipality has a matter that comes from this one already."))
    made = prepare_matters(drafts, matter.organisation, actor=actor, derived_from=matter)
    receiver = Receiver(_("%(number)d municipalities") % {"number": len(made)}, is_organisation=True)
    keep_departure(matter, journal, actor, what=_("Prepared for the municipalities"), receiver=receiver)
    return made
