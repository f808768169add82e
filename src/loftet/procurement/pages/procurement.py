"""One procurement: what everybody may read of it, and for the buyers its steps and what the rules demand."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.pages import Button, EditPage, HiddenRecordMixin, Link, Page, RecordPage
from loftet.core.threads import NextStep, Stop, Thread
from loftet.core.verdicts import anybody
from loftet.people.pages.disqualify import DisqualifyPage
from loftet.procurement.actions import announce_procurement, stop_procurement
from loftet.procurement.check import Demands, alike, demands_of, has_other_kind
from loftet.procurement.clauses import clauses_of
from loftet.procurement.climate import warnings_of
from loftet.procurement.criteria import in_order
from loftet.procurement.forms import AnnounceForm, StopForm
from loftet.procurement.lots import lots_fault, named
from loftet.procurement.models import Procurement, State
from loftet.procurement.procedures import procedure_name
from loftet.procurement.public import public_of
from loftet.procurement.queries import dialogues_of
from loftet.procurement.rules import STATES, inside, is_inside, may_change, may_log_contact, may_take_step
from loftet.procurement.sentences import (
    PARTS,
    activity_line,
    depends_of,
    first_demands,
    lines_of,
    uncertain_first,
    uncertain_line,
)
from loftet.procurement.steps import StepSeen, missing_before, path_of, stages_of
from loftet.procurement.threads import became, came_from, projects_of


class OfProcurement(HiddenRecordMixin, Page):
    """A page about a procurement; one that is hidden is not there."""

    missing = _("There is no such procurement.")
    subject_model = Procurement
    form_template = "procurement/pages/form.html"
    subject: Procurement

    def get_queryset(self) -> QuerySet[Any]:
        """Return the procurements that the reader may see."""
        return super().get_queryset().select_related("contract").prefetch_related("shares__organisation")


class ProcurementPage(OfProcurement, RecordPage):
    """One procurement."""

    rule = anybody
    template_name = "procurement/pages/procurement.html"
    spot = "procurement"
    links = (
        Link(_("Facts and texts"), "procurement_edit", may_change),
        Link(_("Lots, or why there are none"), "procurement_division", may_change),
        Link(_("Which procedure?"), "procurement_way", may_change),
        Link(_("Criteria and climate"), "procurement_criteria", may_change),
        Link(_("Add a buyer"), "procurement_share", may_change),
        Link(_("Texts for the notice"), "procurement_notice", is_inside),
        Link(_("I am disqualified («inhabil») …"), "procurement_disqualify", is_inside),
        Link.of_step(STATES, "stop", "procurement_stop", has_form=True),
    )

    @property
    def is_inside(self) -> bool:
        """Check whether the reader acts for a buyer and stands apart from firms."""
        return bool(self.may(is_inside))

    @cached_property
    def demands(self) -> Demands:
        """Return what the rules demand today."""
        return demands_of(self.subject, self.actor.today)

    @cached_property
    def path(self) -> list[StepSeen]:
        """Return the steps with what is taken."""
        return path_of(self.subject, is_small=self.demands.is_small)

    def get_buttons(self) -> Iterable[Button]:
        """Return what can be done now, for the buyers alone."""
        if not self.is_inside:
            return
        if self.may(may_change):
            if open_ones := missing_before(self.path):
                step = open_ones[0].step
                yield self.button_to(step.words, "procurement_step", step.key)
            else:
                yield self.button_to(_("Announce"), "procurement_announce")
        if STATES.may_take("sign", self.actor, self.subject):
            yield self.button_to(_("Write the contract"), "contract_create")
        if self.may(may_log_contact):
            yield self.button_to(_("Log a contact"), "procurement_contact")
        if self.subject.signed_contract:
            yield self.button_to(_("Follow up the contract"), "contract")

    def get_next(self) -> NextStep | None:
        """Return the step that is now, who takes it, and when it is to be announced; for the buyers alone."""
        procurement, actor = self.subject, self.actor
        if not self.is_inside or procurement.state == State.STOPPED:
            return None
        if contract := procurement.signed_contract:
            return NextStep(_("Ask if what was promised holds"), contract.ends_on, contract.owner.name)
        if STATES.may_take("sign", actor, procurement):
            return NextStep(_("Write the contract, when a tender is chosen"))
        if procurement.announced:
            words = _("The tenders are compared in the tender tool")
            return NextStep(words, None, procurement.lead.name, is_yours=False)
        open_ones, is_yours = missing_before(self.path), bool(self.may(may_change))
        if open_ones:
            step = open_ones[0].step
            return NextStep(step.words, procurement.planned_on, step.who, is_yours=is_yours)
        who = "" if is_yours else procurement.lead.name
        return NextStep(
            pgettext_lazy("procurement", "Announce it"), procurement.planned_on, who, is_yours=is_yours
        )

    def get_thread(self) -> Thread:
        """Return the needs and the joint purchase it came from, its contract, and projects of the needs."""
        procurement = self.subject
        before = came_from(procurement, self.actor)
        contract = became(procurement)[1:]
        if not contract and procurement.state != State.STOPPED:
            contract = [Stop(_("Contract"))]
        after = [*contract, *projects_of([procurement], self.actor)]
        return Thread(_("This procurement"), before, after)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the procurement as its reader may see it."""
        if self.is_inside:
            shown = self._inside()
        else:
            shown = {"public": public_of(self.subject, self.path, self.demands)}
        return super().get_context(inside=self.is_inside, **more) | shown

    def _inside(self) -> dict[str, Any]:
        """Return what the buyers alone see."""
        procurement, actor, demands = self.subject, self.actor, self.demands
        same = alike(procurement, demands, actor.today, inside(actor.permissions))
        lines, depends, activity = lines_of(demands), depends_of(demands), activity_line(procurement)
        always, today = [activity] if activity else [], actor.today
        first = first_demands(lines, len(depends) + len(always))
        asked = [one for one in lines if one.asks]
        return {
            "demands": demands,
            "part": PARTS.get(demands.scope or "", ""),
            "pool_differs": has_other_kind(procurement),
            "lines": lines,
            "asked": uncertain_first([*always, *asked], today),
            "first": uncertain_first([*always, *first], today),
            "depends": depends,
            "uncertain": uncertain_line(demands),
            "clauses": clauses_of(procurement, demands),
            "path": self.path,
            "stages": stages_of(self.path),
            "alike": same,
            "alike_part": PARTS.get(same.scope or "", "") if same else "",
            "shares": list(procurement.shares.all()),
            "lots": named(procurement.lots),
            "lots_fault": lots_fault(procurement.lots, procurement.total - procurement.options),
            "procedure": procedure_name(procurement),
            "criteria": in_order(procurement.criteria),
            "climate_warnings": warnings_of(procurement),
            "dialogues": list(dialogues_of(procurement)),
            "contacts": list(procurement.contacts.all()),
            "may_change": bool(self.may(may_change)),
            "may_step": bool(self.may(may_take_step)),
        }


class ProcurementAnnounce(OfProcurement, EditPage):
    """Record that a procurement is announced: the page closes, and points to the tender tool."""

    rule = STATES.rule_of("announce")
    title = _("Announce")
    lead = _(
        "The competition is in your own tool and on Doffin. This page then stands as it is, and firms ask in "
        "the tender tool."
    )
    button = _("It is announced")
    success = _("It is announced. The page points to the tender tool.")
    form_class = AnnounceForm
    action = announce_procurement

    def get_form_options(self) -> dict[str, Any]:
        """Return the record, with today's day filled in."""
        return super().get_form_options() | {"initial": {"announced": self.actor.today}}


class ProcurementStop(OfProcurement, EditPage):
    """Cancel a procurement."""

    rule = STATES.rule_of("stop")
    title = _("Cancel the procurement")
    button = _("Cancel the procurement")
    success = _("The procurement is cancelled.")
    danger = True
    form_class = StopForm
    action = stop_procurement


class ProcurementDisqualify(OfProcurement, DisqualifyPage):
    """Declare to be disqualified on a procurement: it is then closed to the person."""

    rule = is_inside
    lead = _("If you stand close to a firm that may bid, the procurement is closed to you.")
    success = _("You have declared it. The procurement is closed to you.")
    success_url = ("procurements",)  # the procurement itself is closed now

    def get_scope(self) -> str:
        """Return the buyer that leads."""
        return self.subject.lead.slug
