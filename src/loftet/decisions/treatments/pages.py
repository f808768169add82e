"""The pages of a treatment: shown, planned, moved, called off, recorded, decided by delegation."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import FormPage, Page
from loftet.core.saving import denial_as_form_error, reread, run_button
from loftet.core.verdicts import Verdict
from loftet.decisions import rules
from loftet.decisions.models import Body, Matter, Treatment, TreatmentKind
from loftet.decisions.parts import OfMatter, shown_to
from loftet.decisions.queries.bodies import meetings_to_come
from loftet.decisions.queries.doubts import doubts_about, doubts_of
from loftet.decisions.queries.matters import disqualified, find_matter
from loftet.decisions.queries.standing import decision, has_been
from loftet.decisions.rules import may_decide_by_delegation, may_move, may_plan, may_record
from loftet.decisions.treatments.actions import (
    Delegated,
    Planned,
    call_off_treatment,
    correct_outcome,
    plan_treatment,
    record_delegated,
    record_outcome,
    replan_treatment,
)
from loftet.decisions.treatments.forms import (
    BY_DELEGATION,
    MOTION,
    STATEMENT,
    DelegatedForm,
    OutcomeForm,
    ReplanForm,
    TreatmentForm,
)
from loftet.decisions.views.asking import Newer, differing, newer_in
from loftet.people.actor import Actor


def may_see(actor: Actor, treatment: Treatment) -> Verdict:
    """Check whether a treatment is shown: where its matter is."""
    return rules.may_see(actor.permissions, treatment.matter)


class TreatmentPage(Page):
    """One treatment: what is planned or came of it, what does not fit, and who is disqualified."""

    rule = may_see
    template_name = "decisions/pages/treatment.html"
    http_method_names = ["get", "head", "options"]
    actor: Actor
    subject: Treatment

    def get_subject(self) -> Treatment:
        """Return the treatment with its matter and all that came of that."""
        matter = find_matter(self.kwargs["matter"])
        if matter is None:
            raise Http404(gettext("There is no such matter."))
        found = next((one for one in matter.treatments.all() if one.pk == self.kwargs["treatment"]), None)
        if found is None:
            raise Http404(gettext("There is no such treatment."))
        found.matter = matter
        return found

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show the treatment."""
        return self.answer()

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return what the template is filled with; what only colleagues read is left out for others."""
        row, matter, today = self.subject, self.subject.matter, self.actor.today
        inside = self.actor.permissions.has(matter.organisation)
        return super().get_context(**more) | {
            "matter": matter,
            "treatment": row,
            "sentence": decision(row) if row.outcome else "",
            "doubts": doubts_of(row, list(matter.treatments.all()), today) if inside else (),
            "disqualified": disqualified(matter) if inside else (),
            "may_plan": not row.outcome and bool(may_plan(self.actor, matter)),
            "may_record": has_been(row, today) and bool(may_record(self.actor, row)),
        }


class OfTreatment(OfMatter):
    """A form about a treatment that the address names; `newer` is what others have written meanwhile."""

    subject: Treatment
    newer: tuple[Newer, ...] = ()

    def get_subject(self) -> Treatment:
        """Return the treatment, with what rules and notices read of it."""
        rows = Treatment.objects.select_related(*Treatment.lock_with)
        found = rows.filter(matter=self.kwargs["matter"], pk=self.kwargs["treatment"]).first()
        if found is None:
            raise self.part_missing(gettext("There is no such treatment."))
        return found

    def read_treatment(self, version: int) -> Treatment:
        """Return the treatment with the version that the person has read, as an action expects it."""
        self.subject.version = version
        return self.subject

    def newest(self, form: Any) -> int:
        """Return the version that the treatment has now, with what others have written."""
        version = reread(self.subject)
        self.newer = newer_in(form, self.subject) + self.newer_beside(form)
        return version

    def newer_beside(self, form: Any) -> tuple[Newer, ...]:
        """Return what others have written where no field of the form has the name of what the row keeps."""
        raise NotImplementedError

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the treatment beside the form, and what others have written."""
        return super().get_context(**more) | {"treatment": self.subject, "newer": self.newer}


# --- planned --------------------------------------------------------------------------------------


class PlanPage(OfMatter, FormPage):
    """Plan how a matter is treated."""

    rule = shown_to(may_plan)
    title = _("Plan a treatment")
    lead = _("A hearing body is heard before the decision. Orientation, discussion and poll decide nothing.")
    button = _("Keep the plan")
    form_class = TreatmentForm

    def get_form_options(self) -> dict[str, Any]:
        """Return the bodies and meetings that can treat the matter."""
        return bodies_and_meetings(self.matter, self.actor)

    def save(self, form: TreatmentForm) -> Treatment:
        """Plan it, and say what does not fit."""
        with denial_as_form_error():  # such as that a body cannot treat a matter so
            made = plan_treatment(self.matter, planned(form, self.matter), actor=self.actor)
        warn(self.request, made, self.actor)
        return made


class ReplanPage(OfTreatment, FormPage):
    """Plan a treatment again, such as in another meeting."""

    rule = shown_to(may_move)
    title = _("Move the treatment")
    lead = _("Those who follow the matter are told.")
    button = _("Keep the plan")
    form_class = ReplanForm

    def get_form_options(self) -> dict[str, Any]:
        """Return the plan as it stands, and what else can treat the matter."""
        names = ("kind", "decided_by", "document", "version")
        stands = {name: getattr(self.subject, name) for name in names} | {"where": where_of(self.subject)}
        return bodies_and_meetings(self.matter, self.actor) | {"initial": stands}

    def save(self, form: ReplanForm) -> Treatment:
        """Plan it, and say what does not fit."""
        row = self.read_treatment(form.cleaned_data["version"])
        with denial_as_form_error():
            moved = replan_treatment(row, planned(form, self.matter), actor=self.actor)
        warn(self.request, moved, self.actor)
        return moved

    def newer_beside(self, form: ReplanForm) -> tuple[Newer, ...]:
        """Return where others have moved the treatment."""
        where = form.fields["where"]
        now = where_of(self.subject)
        said = str(dict(where.choices).get(now, self.subject.body or ""))  # type: ignore[attr-defined]
        return differing(where.label or "", now, form.cleaned_data["where"], said)


class CallOffPage(OfTreatment, FormPage):
    """The button that calls a planned treatment off."""

    rule = shown_to(may_move)
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Call it off, and go back to the matter."""
        run_button(
            request,
            lambda version: call_off_treatment(self.read_treatment(version), actor=self.actor),
            _("The treatment is called off."),
        )
        return redirect(self.get_success_url())


def bodies_and_meetings(matter: Matter, actor: Actor) -> dict[str, Any]:
    """Return the bodies and meetings that can treat a matter."""
    bodies = Body.objects.filter(organisation=matter.organisation_id, ended=None)
    return {"bodies": list(bodies), "meetings": meetings_to_come(matter.organisation, actor.today)}


def planned(form: TreatmentForm, matter: Matter) -> Planned:
    """Return the plan that was filled in."""
    given = form.cleaned_data
    kind, where = TreatmentKind(given["kind"]), given["where"]
    if where == BY_DELEGATION:
        return Planned(kind, decided_by=given["decided_by"], document=given["document"])
    body, _colon, meeting = where.partition(":")
    row = Body.objects.get(pk=body, organisation=matter.organisation_id)
    return Planned(kind, row, row.meetings.get(pk=meeting) if meeting else None)


def where_of(row: Treatment) -> str:
    """Return the choice of the form that says by whom, and when."""
    return f"{row.body_id}:{row.meeting_id or ''}" if row.body_id else BY_DELEGATION


def warn(request: HttpRequest, row: Treatment, actor: Actor) -> None:
    """Add a warning for each thing that does not fit in what was just kept."""
    for doubt in doubts_about(row, actor.today):
        messages.warning(request, doubt)


# --- recorded -------------------------------------------------------------------------------------


class OutcomePage(OfTreatment, FormPage):
    """Record what came of a treatment, with votes, motions and statements; or correct it."""

    rule = shown_to(may_record)
    template_name = "decisions/pages/outcome.html"
    title = _("Record what came of it")
    lead = _("As the minutes have it: «takes for information» and «endorses» are not decisions.")
    button = _("Record it")
    form_class = OutcomeForm

    def get_form_options(self) -> dict[str, Any]:
        """Return the treatment."""
        return {"treatment": self.subject}

    def save(self, form: OutcomeForm) -> Treatment:
        """Record it, or correct what was recorded, and say what does not fit."""
        act = correct_outcome if self.subject.outcome else record_outcome
        row = act(self.read_treatment(form.cleaned_data["version"]), form.result(), actor=self.actor)
        warn(self.request, row, self.actor)
        return row

    def newer_beside(self, form: OutcomeForm) -> tuple[Newer, ...]:
        """Return the motions and statements that others have recorded: the form replaces all of them."""
        row = self.subject
        motions, statements = (rows.order_by("pk") for rows in (row.motions, row.statements))
        return (
            *differing(
                _("Motions other than the proposal"),
                in_lines(motion_in_words, motions.values(*MOTION)),
                in_lines(motion_in_words, form.moved),
            ),
            *differing(
                _("Statements"),
                in_lines(statement_in_words, statements.values(*STATEMENT)),
                in_lines(statement_in_words, form.said),
            ),
        )

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the forms of motions and statements beside the form."""
        context = super().get_context(**more)
        return context | {"beside": context["form"].beside}


def in_lines(say: Callable[[Mapping[str, Any]], str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows in words, a line each."""
    return "\n".join(say(one) for one in rows)


def motion_in_words(one: Mapping[str, Any]) -> str:
    """Return a motion on one line."""
    said = f"{one['moved_by']}: {one['wording']}"
    if one["votes_for"] is not None:
        votes = {"for": one["votes_for"], "against": one["votes_against"]}
        told = gettext("%(for)s votes for and %(against)s against") % votes
        said += f" ({told})"
    adopted = gettext("adopted")
    return f"{said} ({adopted})" if one["adopted"] else said


def statement_in_words(one: Mapping[str, Any]) -> str:
    """Return a statement on one line."""
    return f"{one['said_by']}: {one['text']}"


class DelegatedPage(OfMatter, FormPage):
    """Record a decision by delegation."""

    rule = shown_to(may_decide_by_delegation)
    title = _("Record a decision by delegation")
    lead = _("A decision by delegation names the function that decides, and the document it rests on.")
    button = _("Record the decision")
    form_class = DelegatedForm

    def get_form_options(self) -> dict[str, Any]:
        """Return what is likely: today, the proposal, and who decides."""
        begun = {"day": self.actor.today, "wording": self.matter.proposal, "decided_by": _("chief executive")}
        return {"initial": begun}

    def save(self, form: DelegatedForm) -> Treatment:
        """Record it."""
        return record_delegated(self.matter, Delegated(**form.cleaned_data), actor=self.actor)
