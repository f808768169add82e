"""A joint purchase is started, from a proposal or a need; and «not now»."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import CreatePage, PostPage
from loftet.core.registry import add_parameters
from loftet.needs.models import Need
from loftet.needs.queries import standing
from loftet.people.pages.base import OfOrganisationMixin
from loftet.pool_proposals.actions import decline_proposal
from loftet.pool_proposals.proposals import Proposal, proposals_for
from loftet.pools.actions import start_pool
from loftet.pools.forms import PoolForm
from loftet.pools.models import Pool
from loftet.pools.rules import may_start

KEY, NEED = "forslag", "behov"
add_parameters((KEY,))


class PoolCreate(OfOrganisationMixin, CreatePage):
    """Start a pool, from a proposal, from a need, or from nothing."""

    rule = may_start
    title = _("A new joint purchase")
    lead = _("The municipalities of the region see it and can join. Nobody is bound by that.")
    template_name = "pool_proposals/pages/create.html"
    button = _("Start the joint purchase")
    success = _("It is started. Write what you ask for together, and pledge your own volume.")
    form_class = PoolForm
    action = start_pool
    back_url = ("pools",)

    @cached_property
    def proposal(self) -> Proposal | None:
        """Return the proposal that the address names, or a need by itself."""
        key = self.request.GET.get(KEY, "")
        found = next((one for one in proposals_for(self.actor, self.subject) if one.key == key), None)
        if found is None and (need := self.key_in_address(NEED)):
            rows = standing(Need.objects.visible_to(self.actor), self.actor.today).filter(pk=need)
            needs = tuple(rows.select_related("organisation", "challenge"))
            if needs:
                return Proposal("", (needs[0].organisation,), needs, (), needs[0].challenge)
        return found

    def get_form_options(self) -> dict[str, Any]:
        """Return what is filled in from the proposal."""
        if (one := self.proposal) is None:
            return {}
        return {"initial": {"title": one.title[:160], "unit": one.unit, "cpv": one.cpv}}

    def save(self, form: Any) -> Pool:
        """Create the pool, with what it comes from."""
        one = self.proposal
        written = dict(form.changes) | ({"challenge": one.challenge} if one and one.challenge else {})
        needs = [need.pk for need in one.needs] if one else []
        return start_pool(self.subject, written, needs, actor=self.actor)


class ProposalDecline(OfOrganisationMixin, PostPage):
    """Decline a proposal on behalf of an organisation."""

    rule = may_start

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Save it, and go back to the list."""
        known = {one.key for one in proposals_for(self.actor, self.subject)}
        if (key := request.POST.get(KEY, "")) in known:
            decline_proposal(self.subject, key, actor=self.actor)
        return redirect(reverse("pools"))
