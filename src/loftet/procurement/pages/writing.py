"""The forms of a procurement: a new one, its facts, its criteria, its buyers, its steps and its contacts."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import ButtonPage, CreatePage, EditPage, VersionPage
from loftet.core.registry import add_parameters
from loftet.needs.models import Need
from loftet.people.pages.base import OfOrganisationMixin
from loftet.pools.models import Pool
from loftet.pools.rules import stands_apart
from loftet.procurement.actions import (
    add_share,
    change_procurement,
    log_contact,
    remove_share,
    set_criteria,
    start_procurement,
    take_step,
)
from loftet.procurement.check import open_modes
from loftet.procurement.forms import ContactForm, CriteriaForm, MoreForm, ProcurementForm, ShareForm, StepForm
from loftet.procurement.models import Contact, Kind, Procurement, Share
from loftet.procurement.pages.procurement import OfProcurement
from loftet.procurement.queries import carried_over, is_ready
from loftet.procurement.rules import may_change, may_change_share, may_log_contact, may_start, may_take_step
from loftet.procurement.steps import KEYS, Step, step_of

NEED, POOL = "behov", "innkjop"
add_parameters((NEED, POOL))
KINDS_OF_POOL = {"works": Kind.WORKS, "special_services": Kind.SPECIAL}


class ProcurementCreate(OfOrganisationMixin, CreatePage):
    """Start a procurement, from a need, a pool, or from nothing."""

    rule = may_start
    title = _("A new procurement")
    lead = _("Seven facts show which rules apply. Nobody but the buyers sees it until it is announced.")
    template_name = "procurement/pages/form.html"
    button = _("See which rules apply")
    success = _("The procurement is kept. Only those who act for the buyers see it.")
    form_class = ProcurementForm
    back_url = ("procurements",)

    @cached_property
    def need(self) -> Need | None:
        """Return the need that the address names, as far as it is open."""
        rows = Need.objects.visible_to(self.actor).filter(organisation=self.subject)
        return rows.filter(pk=self.key_in_address(NEED)).first()

    @cached_property
    def pool(self) -> Pool | None:
        """Return the pool that the address names, which the buyer leads, where it is open to the actor."""
        found = Pool.objects.filter(lead=self.subject, pk=self.key_in_address(POOL)).first()
        is_open = found is not None and is_ready(found) and stands_apart(self.actor, found)
        return found if is_open else None

    def get_form_options(self) -> dict[str, Any]:
        """Return what is filled in from what it came from."""
        found: dict[str, Any] = {"options": 0}
        if need := self.need:
            found |= {"title": need.title, "cpv": need.cpv, "value": need.budget}
        if pool := self.pool:
            kind = KINDS_OF_POOL.get(pool.kind, Kind.GOODS)
            carried = carried_over(pool)
            found |= {"title": pool.title, "cpv": pool.cpv, "value": carried.own, "kind": kind}
        return {"initial": found}

    def save(self, form: Any) -> Procurement:
        """Create it, with what it came from."""
        written = dict(form.changes)
        if need := self.need:
            written |= {"situation": need.problem, "effect": need.effect}
        return start_procurement(self.subject, written, need=self.need, pool=self.pool, actor=self.actor)


class ProcurementEdit(OfProcurement, EditPage):
    """Change the facts and texts of a procurement."""

    rule = may_change
    title = _("Facts and texts")
    lead = _("What you leave empty stands as «depends on» among the rules.")
    form_class = MoreForm
    action = change_procurement


class ProcurementCriteria(OfProcurement, EditPage):
    """Set the award criteria and how the climate rule is met."""

    rule = may_change
    title = _("Criteria and climate")
    lead = _("Few criteria that matter. The choice must hold on the day of the announcement.")
    template_name = "procurement/pages/criteria.html"
    form_class = CriteriaForm
    action = set_criteria

    def get_form_options(self) -> dict[str, Any]:
        """Return the record, and the choices that are open on the day."""
        modes = [one.mode for one in open_modes(self.subject.planned_on)]
        return super().get_form_options() | {"modes": modes}


class ShareCreate(OfProcurement, CreatePage):
    """Add a buyer."""

    rule = may_change
    title = _("Add a buyer")
    lead = _("All who may call off must be named in the notice. An option counts as much as what is binding.")
    form_class = ShareForm
    action = add_share

    def get_form_options(self) -> dict[str, Any]:
        """Return a share of the procurement to be filled in."""
        return {"instance": Share(procurement=self.subject)}


class ShareRemove(ButtonPage):
    """Take a buyer out."""

    rule = may_change_share
    model = Share
    lookup = {"pk": "id"}
    action = remove_share
    success = _("It is taken out.")

    def get_queryset(self) -> QuerySet[Share]:
        """Return the shares of the procurements that the actor may read."""
        rows = Procurement.objects.visible_to(self.actor).values("pk")
        found = Share.objects.filter(procurement__in=rows, procurement=self.kwargs["pk"])
        return found.select_related(*Share.lock_with)


class StepTake(OfProcurement, VersionPage):
    """Record that a step is taken, or why it is left out."""

    rule = may_take_step
    template_name = "procurement/pages/step.html"
    form_class = StepForm
    action = take_step
    success = _("The step is kept.")

    @property
    def step(self) -> Step:
        """Return the step that the address names, or answer 404."""
        if self.kwargs["step"] not in KEYS:
            raise Http404(gettext("There is no such step."))
        return step_of(self.kwargs["step"])

    def get_title(self) -> Any:
        """Return what is done in the step."""
        return self.step.words

    def run(self, written: dict[str, Any]) -> Any:
        """Save the step."""
        return take_step(self.subject, {**written, "step": self.step.key}, actor=self.actor)


class ContactCreate(OfProcurement, CreatePage):
    """Log a contact of a firm."""

    rule = may_log_contact
    title = _("A firm made contact")
    lead = _("It belongs in the protocol. Give the firm nothing that the others do not get.")
    form_class = ContactForm
    action = log_contact

    def get_form_options(self) -> dict[str, Any]:
        """Return a contact of today to be filled in."""
        return {"instance": Contact(procurement=self.subject), "initial": {"day": self.actor.today}}
