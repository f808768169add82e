"""The pages of a treatment: shown, planned, moved, called off, recorded, decided by delegation."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import Conflict, PlainForm, VersionForm
from loftet.core.pages import Page, VersionPage
from loftet.core.saving import Versioned, denial_as_form_error, reread
from loftet.core.verdicts import anybody
from loftet.core.words import Words
from loftet.decisions.models import Body, Matter, Outcome, Treatment, TreatmentKind
from loftet.decisions.parts import OfMatter, shown
from loftet.decisions.queries.bodies import HELD_LATELY, meetings_since
from loftet.decisions.queries.doubts import doubts_of
from loftet.decisions.queries.matters import NO_MARKS, disqualified, find_matter, marks_of
from loftet.decisions.queries.standing import decision, has_been, last_delegation
from loftet.decisions.rules import may_decide_by_delegation, may_move, may_plan, may_record
from loftet.decisions.treatments.actions import (
    Planned,
    Result,
    call_off_treatment,
    correct_outcome,
    plan_treatment,
    record_delegated,
    record_outcome,
    replan_treatment,
)
from loftet.decisions.treatments.forms import (
    MOTION,
    STATEMENT,
    CorrectDelegatedForm,
    DelegatedForm,
    OutcomeForm,
    ReplanForm,
    TreatmentForm,
    where_is,
)
from loftet.people.actor import Actor


class TreatmentPage(Page):
    """One treatment: what is planned or came of it, what does not fit, and who is disqualified."""

    rule = anybody
    template_name = "decisions/pages/treatment.html"
    actor: Actor
    subject: Treatment

    def get_subject(self) -> Treatment:
        """Return the treatment with its matter and all that came of that."""
        matter = find_matter(self.kwargs["matter"])
        rows = matter.treatments.all() if matter else ()
        found = next((one for one in rows if one.pk == self.kwargs["treatment"]), None)
        if found is not None and matter is not None:
            found.matter = matter
        return shown(self.actor, matter, found)

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
            "corrected": marks_of([row.pk]).get(row.pk, NO_MARKS).corrected,
        }


class OfTreatment(OfMatter):
    """A form about a treatment that the address names."""

    context_names = OfMatter.context_names | {"treatment": "subject"}
    subject: Treatment

    def get_subject(self) -> Treatment:
        """Return the treatment, with what rules and notices read of it."""
        rows = Treatment.objects.select_related(*Treatment.lock_with)
        named = rows.filter(matter=self.kwargs["matter"], pk=self.kwargs["treatment"]).first()
        found: Treatment = self.shown_part(named)
        return found

    def read_treatment(self, version: int) -> Treatment:
        """Return the treatment with the version that the person has read, as an action expects it."""
        self.subject.version = version
        return self.subject

    def newest(self, form: Any) -> int:
        """Return the version that the treatment has now, with what others have written."""
        version = reread(self.subject)
        form.conflicts = [*conflicts_in(form, self.subject), *self.conflicts_beside(form)]
        return version

    def conflicts_beside(self, form: Any) -> tuple[Conflict, ...]:
        """Return what others have written where no field of the form has the name of what the row keeps."""
        raise NotImplementedError


# --- planned --------------------------------------------------------------------------------------


class PlanPage(OfMatter):
    """Plan how a matter is treated."""

    rule = may_plan
    title = _("Plan a treatment")
    lead = _("A hearing body is heard before the decision. Orientation, discussion and poll decide nothing.")
    button = _("Keep the plan")
    form_class = TreatmentForm

    def get_form_options(self) -> dict[str, Any]:
        """Return the bodies and meetings that can treat the matter."""
        return bodies_and_meetings(self.matter, self.actor)

    def save(self, form: TreatmentForm) -> Treatment:
        """Plan it; what does not fit stands on the page of the matter."""
        with denial_as_form_error():  # such as that a body cannot treat a matter so
            return plan_treatment(self.matter, planned(form, self.matter), actor=self.actor)

    def get_success_url(self) -> str:
        """Return where what came of a meeting that has been held is recorded, or the matter."""
        row: Treatment = self.saved
        held = row.meeting is not None and row.meeting.day < self.actor.today
        if held and may_record(self.actor, row):
            return reverse("record_outcome", args=[row.matter_id, row.pk])
        return super().get_success_url()


class ReplanPage(OfTreatment):
    """Plan a treatment again, such as in another meeting."""

    rule = may_move
    title = _("Move the treatment")
    lead = _("Those who follow the matter are told.")
    button = _("Keep the plan")
    form_class = ReplanForm

    def get_form_options(self) -> dict[str, Any]:
        """Return the plan as it stands, and what else can treat the matter."""
        row = self.subject
        stands = {"kind": row.kind, "version": row.version, "where": where_of(row)}
        return bodies_and_meetings(self.matter, self.actor) | {"initial": stands}

    def save(self, form: ReplanForm) -> Treatment:
        """Plan it again."""
        row = self.read_treatment(form.cleaned_data["version"])
        with denial_as_form_error():
            return replan_treatment(row, planned(form, self.matter), actor=self.actor)

    def conflicts_beside(self, form: ReplanForm) -> tuple[Conflict, ...]:
        """Return where others have moved the treatment."""
        where = form.fields["where"]
        now = where_of(self.subject)
        said = str(dict(where.choices).get(now, self.subject.body or ""))  # type: ignore[attr-defined]
        return differing(where.label or "", now, form.cleaned_data["where"], said)


class CallOffPage(OfTreatment, VersionPage):
    """Call a planned treatment off, once that has been confirmed."""

    rule = may_move
    title = _("Call the treatment off?")
    lead = _("Those who follow the matter are told. The log keeps that it was planned.")
    button = _("Call it off")
    success = _("The treatment is called off.")
    danger = True

    def run(self, written: dict[str, Any]) -> None:
        """Call it off."""
        call_off_treatment(self.subject, actor=self.actor)

    def conflicts_beside(self, form: VersionForm) -> tuple[Conflict, ...]:
        """Return nothing: the form holds no text."""
        return ()


def bodies_and_meetings(matter: Matter, actor: Actor) -> dict[str, Any]:
    """Return the bodies and meetings that can treat a matter."""
    bodies = Body.objects.filter(organisation=matter.organisation_id, ended=None)
    meetings = meetings_since(matter.organisation, actor.today - HELD_LATELY, actor.today)
    return {"bodies": list(bodies), "meetings": meetings, "today": actor.today}


def planned(form: TreatmentForm, matter: Matter) -> Planned:
    """Return the plan that was filled in."""
    given = form.cleaned_data
    body, _colon, meeting = given["where"].partition(":")
    row = Body.objects.get(pk=body, organisation=matter.organisation_id)
    return Planned(TreatmentKind(given["kind"]), row, row.meetings.get(pk=meeting) if meeting else None)


def where_of(row: Treatment) -> str:
    """Return the choice of the form that says by whom, and when."""
    return where_is(row.body_id, row.meeting_id) if row.body_id else ""


# --- recorded -------------------------------------------------------------------------------------


class OutcomePage(OfTreatment):
    """Record what came of a treatment, with votes, motions and statements; or correct it."""

    rule = may_record
    template_name = "decisions/pages/outcome.html"
    lead = _("As the minutes have it: «takes for information» and «endorses» are not decisions.")
    button = _("Record it")

    form_class: ClassVar[Any] = OutcomeForm

    def get_form(self) -> Any:
        """Return the form of minutes, or of a decision by delegation."""
        if not self.subject.body_id:
            self.form_class = CorrectDelegatedForm  # type: ignore[misc]
        return super().get_form()

    def get_title(self) -> Words:
        """Return whether it is recorded, or corrected."""
        return _("Correct the decision") if self.subject.outcome else _("Record what came of it")

    def get_lead(self) -> Words:
        """Return what a correction does."""
        if not self.subject.outcome:
            return self.lead if self.subject.kind == TreatmentKind.DECISION else ""
        return _("What you write replaces the text, and it is shown that it was corrected.")

    def get_form_options(self) -> dict[str, Any]:
        """Return the treatment."""
        return {"treatment": self.subject}

    def save(self, form: OutcomeForm | CorrectDelegatedForm) -> Treatment:
        """Record it, or correct what was recorded."""
        act = correct_outcome if self.subject.outcome else record_outcome
        result = Result(**form.result())
        return act(self.read_treatment(form.cleaned_data["version"]), result, actor=self.actor)

    def conflicts_beside(self, form: OutcomeForm | CorrectDelegatedForm) -> tuple[Conflict, ...]:
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


class DelegatedPage(OfMatter):
    """Record a decision by delegation."""

    rule = may_decide_by_delegation
    title = _("Record a decision by delegation")
    button = _("Record the decision")
    form_class = DelegatedForm

    def get_form_options(self) -> dict[str, Any]:
        """Return what is likely: today, the proposal, who decides, and by what."""
        if self.request.method == "POST":
            return {}
        decided_by, document = last_delegation(self.matter.organisation)
        begun = {"day": self.actor.today, "wording": self.matter.proposal, "outcome": Outcome.ADOPTED}
        return {"initial": begun | {"decided_by": decided_by, "document": document}}

    def save(self, form: DelegatedForm) -> Treatment:
        """Record it."""
        return record_delegated(self.matter, Result(**form.result()), actor=self.actor)


# --- the text that somebody else has written meanwhile -------------------------------------------


def conflicts_in(form: PlainForm, row: Versioned) -> Iterator[Conflict]:
    """Return the fields in which others have written, or have emptied, something else than was sent."""
    for name in form.fields:
        if name != "version" and hasattr(row, name):
            label, sent = form.fields[name].label or name, form.data.get(name, "")
            yield from differing(label, _text(getattr(row, name)), sent, _said(row, name))


def differing(label: Words, stored: str, sent: str, said: str = "") -> tuple[Conflict, ...]:
    """Return what is stored, in the words it is `said` in, when something else was sent."""
    return () if stored == str(sent) else (Conflict(label, said or stored),)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _said(row: Versioned, name: str) -> str:
    """Return a choice in the words of the page."""
    say = getattr(row, f"get_{name}_display", None)
    return "" if say is None else _text(say())
