"""The mandate of a member of a joint purchase: one page for its own archive, before it commits."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import Verdict
from loftet.documents.blocks import Document, Paragraph, Section
from loftet.documents.files import document_response
from loftet.documents.parts import (
    address_of,
    amount_text,
    day,
    document_for,
    kroner,
    table_of,
    to_fill_in,
)
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.rules import facilitator_roles
from loftet.pools.actions import pledge_of
from loftet.pools.models import Pledge, Pool
from loftet.pools.pages.base import OfPool
from loftet.pools.rules import stands_apart, takes_part

HALF = (0.4, 0.6)


def may_take_mandate(actor: Actor, pledge: Pledge) -> Verdict:
    """Check whether the actor may take the mandate out: who acts for a buyer, or coordinates the region."""
    if not facilitator_roles(actor.permissions) and not (verdict := takes_part(actor, pledge.pool)):
        return verdict
    return stands_apart(actor, pledge.pool)


def mandate_of(pledge: Pledge, actor: Actor) -> Document:
    """Build the one page: who leads, who signs, how much, at most what, the cost, and how one leaves."""
    pool, of = pledge.pool, pledge.organisation
    header = (gettext("What"), gettext("What you decide"))
    ask = gettext("%(name)s commits to buy within this frame. The amount above is named in the announcement.")
    decision = (Paragraph(ask % {"name": of.name}), to_fill_in(gettext("Day, name and signature.")))
    frame = (table_of(header, _frame(pledge), HALF),)
    return document_for(
        of.name,
        gettext("Mandate: %(title)s") % {"title": pool.title},
        (Section(gettext("Frame"), frame), Section(gettext("Decision"), decision)),
        actor.today,
        lead=gettext("One page. It is decided before you are committed, and filed in your own archive."),
        link=address_of(pool),
    )


def _frame(pledge: Pledge) -> tuple[tuple[str, str], ...]:
    """Return the lines of the frame."""
    pool = pledge.pool
    most = kroner(pledge.max_value) if pledge.max_value is not None else gettext("To be written.")
    cost = kroner(pool.joint_cost) if pool.joint_cost else "–"
    return (
        (gettext("Leads the purchase"), pool.lead.name),
        (
            gettext("Signs for the buyers"),
            gettext("Each buyer for itself, unless it gives another the power"),
        ),
        (gettext("Volume for the whole term"), amount_text(pledge.amount, pool.unit)),
        (gettext("Maximum value, without VAT"), most),
        (gettext("Earliest"), day(pledge.earliest)),
        (gettext("Latest"), day(pledge.latest)),
        (
            gettext("Joint cost"),
            f"{cost}, {pool.get_cost_rule_display()}",
        ),
        (
            gettext("How one leaves"),
            gettext("Until the competition is announced, with a line to the one that leads; then no more."),
        ),
        (gettext("Case number in your own archive"), pledge.authority or gettext("To be written.")),
    )


class MandateFile(OfPool):
    """The mandate of a municipality as Word."""

    rule = may_take_mandate
    title = _("Mandate")

    def get_subject(self) -> Any:
        """Return the pledge of the organisation in the address, or answer 404."""
        pool: Pool = super().get_subject()
        organisation = get_object_or_404(Organisation, slug=self.kwargs["organisation"])
        pledge = pledge_of(pool, organisation)
        if pledge.pk is None or pledge.withdrawn is not None:
            raise Http404
        return pledge

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file."""
        name = f"mandat-{self.subject.organisation.slug}-{self.subject.pool_id}"
        return document_response(mandate_of(self.subject, self.actor), name)
