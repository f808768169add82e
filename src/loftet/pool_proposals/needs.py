"""The needs that a joint purchase comes from: linked when it starts, and while it is not announced."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.actions import action
from loftet.core.expiry import is_standing
from loftet.core.forms import VersionForm
from loftet.core.pages import VersionPage
from loftet.invalid_input import InvalidInput
from loftet.needs.models import Need
from loftet.people.actor import Actor
from loftet.places.queries import region_mates
from loftet.pools.actions import acts_for_lead
from loftet.pools.models import Pool
from loftet.pools.pages.base import OfPool
from loftet.pools.rules import may_change


def needs_for(pool: Pool, actor: Actor) -> QuerySet[Need]:
    """Return the needs that a pool can be linked to: of its region that stand, and those linked already.

    What the actor may not read is not among them.
    """
    places = region_mates({pool.region_id}, actor.today)
    near = Q(organisation__place__in=places) & is_standing(actor.today)
    linked = Q(pk__in=pool.needs.order_by().values("pk"))
    rows = Need.objects.visible_to(actor).filter(near | linked)
    return rows.select_related("organisation").order_by("organisation__name", "title", "pk")


@action("pool.linked", rule=may_change, acting_for=acts_for_lead)
def link_needs(pool: Pool, needs: Sequence[Need], *, actor: Actor) -> Pool:
    """Set which needs a pool comes from; a linked one that the actor may not read stays.

    Raises:
        InvalidInput: when a need is hidden from the actor, of another region, closed or has run out.
    """
    offered, wanted = set(needs_for(pool, actor).values_list("pk", flat=True)), {one.pk for one in needs}
    if not wanted <= offered:
        raise InvalidInput.because(_("A need that it is made from is not open to you."), field="needs")
    hidden = set(pool.needs.values_list("pk", flat=True)) - offered
    pool.needs.set(wanted | hidden)
    return pool


class NeedsForm(VersionForm):
    """The needs that a pool comes from."""

    def __init__(self, *args: Any, rows: QuerySet[Need], linked: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["needs"] = forms.ModelMultipleChoiceField(
            rows,
            label=gettext_lazy("Which needs does it come from?"),
            required=False,
            initial=linked,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
        )
        field: Any = self.fields["needs"]
        field.label_from_instance = lambda one: f"{one.title} ({one.organisation.short_name})"
        self.style_fields()


class PoolNeeds(OfPool, VersionPage):
    """Link a pool to the needs that it comes from."""

    rule = may_change
    title = gettext_lazy("The needs that it comes from")
    lead = gettext_lazy("The page of each need then leads here, and this page to each of them.")
    form_class = NeedsForm
    success = gettext_lazy("The needs are linked.")

    def get_form_options(self) -> dict[str, Any]:
        """Return the needs that can be linked, and those that are."""
        linked = list(self.subject.needs.values_list("pk", flat=True))
        return {**super().get_form_options(), "rows": needs_for(self.subject, self.actor), "linked": linked}

    def run(self, written: dict[str, Any]) -> Pool:
        """Link them."""
        return link_needs(self.subject, list(written["needs"]), actor=self.actor)
