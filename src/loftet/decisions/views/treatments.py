"""How a matter is treated: planned, moved, called off, recorded, decided by delegation, followed up."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loftet.core.saving import bound_data, denial_as_form_error, run_button
from loftet.core.verdicts import demand
from loftet.decisions.actions.follow_ups import ToDo, add_follow_up, revise_follow_up
from loftet.decisions.actions.treatments import (
    Delegated,
    Moved,
    Planned,
    Result,
    Said,
    call_off_treatment,
    plan_treatment,
    record_delegated,
    record_outcome,
    replan_treatment,
)
from loftet.decisions.forms import (
    BY_DELEGATION,
    DelegatedForm,
    FollowUpForm,
    MotionForms,
    OutcomeForm,
    ReplanForm,
    ReviseFollowUpForm,
    StatementForms,
    TreatmentForm,
)
from loftet.decisions.models import Body, FollowUp, Matter, Outcome, Treatment, TreatmentKind
from loftet.decisions.queries.bodies import meetings_to_come
from loftet.decisions.queries.doubts import doubts_of
from loftet.decisions.queries.matters import disqualified, find_matter
from loftet.decisions.queries.standing import day_in_words, decision, has_been
from loftet.decisions.rules import may_decide_by_delegation, may_follow_up, may_plan, may_record
from loftet.decisions.views.asking import Newer, Question, answer, differing
from loftet.decisions.views.finding import (
    found_treatment,
    is_open_to,
    reads_matter,
    who_and_when,
    works_on_matter,
)
from loftet.decisions.views.matters import crumbs_of
from loftet.people.access import permissions_of

METHODS = ["GET", "HEAD", "POST"]


@require_safe
@reads_matter
def treatment(request: HttpRequest, one: Matter, treatment: int) -> HttpResponse:
    """Show one treatment: what is planned or came of it, what does not fit, and who is disqualified."""
    row, permissions = found_treatment(one, treatment), permissions_of(request)
    inside, open_to = permissions.has(one.organisation), bool(is_open_to(request, one))
    all_of_them, today = list(one.treatments.all()), timezone.localdate()
    context = {
        "matter": one,
        "treatment": row,
        "sentence": decision(row) if row.outcome else "",
        "doubts": doubts_of(row, all_of_them, today) if inside else (),
        "disqualified": disqualified(one) if inside else (),
        "may_plan": open_to and not row.outcome and bool(may_plan(permissions, one)),
        "may_record": open_to and has_been(row, today) and bool(may_record(permissions, row)),
    }
    return render(request, "decisions/treatment.html", context)


def warn(request: HttpRequest, row: Treatment) -> None:
    """Tell what does not fit in what was just kept."""
    matter = find_matter(row.matter_id)
    assert matter is not None
    all_of_them = list(matter.treatments.all())
    kept = next(one for one in all_of_them if one.pk == row.pk)
    for doubt in doubts_of(kept, all_of_them, timezone.localdate()):
        messages.warning(request, doubt)


# --- planned --------------------------------------------------------------------------------------


@works_on_matter
@require_http_methods(METHODS)
def plan_one(request: HttpRequest, one: Matter) -> HttpResponseBase:
    """Plan how a matter is treated."""
    demand(may_plan(permissions_of(request), one))
    form = TreatmentForm(bound_data(request), **_places_of(one))
    question = Question(
        heading=_("Plan a treatment"),
        answer=_(
            "A hearing body is heard before the decision. Orientation, discussion and poll decide nothing."
        ),
        submit=_("Keep the plan"),
        back=reverse("matter", args=[one.pk]),
        crumbs=crumbs_of(one),
    )

    def save() -> None:
        with denial_as_form_error():  # such as that a body cannot treat a matter so
            made = plan_treatment(one, _planned(form, one), **who_and_when(request))
        warn(request, made)

    return answer(request, question, form, save)


def _places_of(one: Matter) -> dict[str, Any]:
    """Return the bodies and meetings that can treat a matter."""
    today = timezone.localdate()
    bodies = Body.objects.filter(organisation=one.organisation_id, ended=None)
    return {"bodies": list(bodies), "meetings": meetings_to_come(one.organisation, today)}


def _planned(form: TreatmentForm, one: Matter) -> Planned:
    given = form.cleaned_data
    kind, where = TreatmentKind(given["kind"]), given["where"]
    if where == BY_DELEGATION:
        return Planned(kind, decided_by=given["decided_by"], document=given["document"])
    body, _colon, meeting = where.partition(":")
    row = Body.objects.get(pk=body, organisation=one.organisation_id)
    return Planned(kind, row, row.meetings.get(pk=meeting) if meeting else None)


@works_on_matter
@require_http_methods(METHODS)
def replan(request: HttpRequest, one: Matter, treatment: int) -> HttpResponseBase:
    """Plan a treatment anew, such as in another meeting."""
    row = found_treatment(one, treatment)
    demand(may_plan(permissions_of(request), one))
    begun = {
        "kind": row.kind,
        "where": _where_of(row),
        "decided_by": row.decided_by,
        "document": row.document,
        "version": row.version,
    }
    form = ReplanForm(bound_data(request), initial=begun, **_places_of(one))
    question = Question(
        heading=_("Move the treatment"),
        answer=_("Those who follow the matter are told."),
        submit=_("Keep the plan"),
        back=reverse("matter", args=[one.pk]),
        crumbs=crumbs_of(one),
        beside=lambda: _place_since(row, form),
    )

    def save() -> None:
        version = form.cleaned_data["version"]
        with denial_as_form_error():
            replan_treatment(row, version, _planned(form, one), **who_and_when(request))
        warn(request, row)

    return answer(request, question, form, save, row)


def _place_since(row: Treatment, form: ReplanForm) -> tuple[Newer, ...]:
    """Return where others have moved a treatment."""
    choices = dict(form.fields["where"].choices)  # type: ignore[attr-defined]
    now = _where_of(row)
    said = str(choices.get(now, row.body or ""))
    return differing(form.fields["where"].label or "", now, form.cleaned_data["where"], said)


def _where_of(row: Treatment) -> str:
    return f"{row.body_id}:{row.meeting_id or ''}" if row.body_id else BY_DELEGATION


@works_on_matter
@require_POST
def call_off(request: HttpRequest, one: Matter, treatment: int) -> HttpResponseBase:
    """Take a planned treatment away."""
    row = found_treatment(one, treatment)
    demand(may_plan(permissions_of(request), one))
    run_button(
        request,
        lambda version: call_off_treatment(row, version, **who_and_when(request)),
        _("The treatment is called off."),
    )
    return redirect("matter", one.pk)


# --- recorded -------------------------------------------------------------------------------------


@works_on_matter
@require_http_methods(METHODS)
def record(request: HttpRequest, one: Matter, treatment: int) -> HttpResponseBase:
    """Record what came of a treatment, with votes, motions and statements."""
    row = found_treatment(one, treatment)
    demand(may_record(permissions_of(request), row))
    filled = bound_data(request)
    names = ("outcome", "day", "case_number", "wording", "votes_for", "votes_against", "version")
    kind = TreatmentKind(row.kind)
    form = OutcomeForm(
        filled, initial={name: getattr(row, name) for name in names}, kind=kind, meeting=row.meeting
    )
    motions = MotionForms(filled, prefix="motion", initial=list(row.motions.values(*MOTION)))
    statements = StatementForms(filled, prefix="statement", initial=list(row.statements.values(*STATEMENT)))
    question = Question(
        heading=_("Record what came of it"),
        answer=_("As the minutes have it: «takes for information» and «endorses» are not decisions."),
        submit=_("Record it"),
        back=reverse("matter", args=[one.pk]),
        crumbs=crumbs_of(one),
        template="decisions/outcome.html",
        extra={
            "motions": motions,
            "statements": statements,
            "beside": (motions, statements),
            "treatment": row,
        },
        beside=lambda: _minutes_since(row, motions, statements),
    )

    def save() -> None:
        result = _result(form, motions, statements)
        record_outcome(row, form.cleaned_data["version"], result, **who_and_when(request))
        warn(request, row)

    fits = motions.is_valid() and statements.is_valid()
    return answer(request, question, form, save, row, fits=fits)


def _minutes_since(row: Treatment, motions: Any, statements: Any) -> tuple[Newer, ...]:
    """Return the motions and statements that others have recorded: keeping the form replaces all of them."""
    moved = [one for one in motions.cleaned_data if one.get("wording")]
    told = [one for one in statements.cleaned_data if one.get("text")]
    stored = row.motions.order_by("pk").values(*MOTION), row.statements.order_by("pk").values(*STATEMENT)
    return (
        *differing(
            _("Motions other than the proposal"), _in_lines(_motion, stored[0]), _in_lines(_motion, moved)
        ),
        *differing(_("Statements"), _in_lines(_statement, stored[1]), _in_lines(_statement, told)),
    )


def _in_lines(say: Callable[[Mapping[str, Any]], str], rows: Iterable[Mapping[str, Any]]) -> str:
    return "\n".join(say(one) for one in rows)


def _motion(one: Mapping[str, Any]) -> str:
    said = f"{one['moved_by']}: {one['wording']}"
    if one["votes_for"] is not None:
        votes = {"for": one["votes_for"], "against": one["votes_against"]}
        told = _("%(for)s votes for and %(against)s against") % votes
        said += f" ({told})"
    adopted = _("adopted")
    return f"{said} ({adopted})" if one["adopted"] else said


def _statement(one: Mapping[str, Any]) -> str:
    return f"{one['said_by']}: {one['text']}"


MOTION = ("moved_by", "wording", "votes_for", "votes_against", "adopted")
STATEMENT = ("said_by", "text")


def _result(form: OutcomeForm, motions: Any, statements: Any) -> Result:
    given = form.cleaned_data
    return Result(
        outcome=Outcome(given["outcome"]),
        wording=given["wording"],
        day=given.get("day"),
        case_number=given["case_number"],
        votes_for=given["votes_for"],
        votes_against=given["votes_against"],
        motions=tuple(Moved(**one) for one in motions.cleaned_data if one.get("wording")),
        statements=tuple(Said(**one) for one in statements.cleaned_data if one.get("text")),
    )


@works_on_matter
@require_http_methods(METHODS)
def decide_by_delegation(request: HttpRequest, one: Matter) -> HttpResponseBase:
    """Record a decision by delegation."""
    demand(may_decide_by_delegation(permissions_of(request), one))
    begun = {"day": timezone.localdate(), "wording": one.proposal, "decided_by": _("chief executive")}
    form = DelegatedForm(bound_data(request), initial=begun)
    question = Question(
        heading=_("Record a decision by delegation"),
        answer=_("A decision by delegation names the function that decides, and the document it rests on."),
        submit=_("Record the decision"),
        back=reverse("matter", args=[one.pk]),
        crumbs=crumbs_of(one),
    )

    def save() -> None:
        record_delegated(one, Delegated(**form.cleaned_data), **who_and_when(request))

    return answer(request, question, form, save)


# --- followed up ----------------------------------------------------------------------------------


@works_on_matter
@require_http_methods(METHODS)
def follow_up(request: HttpRequest, one: Matter) -> HttpResponseBase:
    """Say what is to be done."""
    demand(may_follow_up(permissions_of(request), one))
    form = FollowUpForm(bound_data(request))
    question = Question(
        heading=_("Add what is to be done"),
        answer=_("It waits for those who write matters of the organisation from two weeks before it is due."),
        submit=_("Keep it"),
        back=reverse("matter", args=[one.pk]),
        crumbs=crumbs_of(one),
    )

    def save() -> None:
        add_follow_up(one, ToDo(**form.cleaned_data), **who_and_when(request))

    return answer(request, question, form, save)


@works_on_matter
@require_http_methods(METHODS)
def change_follow_up(request: HttpRequest, one: Matter, follow_up: int) -> HttpResponseBase:
    """Change what is to be done, or say that it is done."""
    row = get_object_or_404(FollowUp, pk=follow_up, matter=one)
    demand(may_follow_up(permissions_of(request), one))
    begun = {name: getattr(row, name) for name in ("text", "responsible", "due", "version")}
    form = ReviseFollowUpForm(bound_data(request), initial=begun | {"is_done": row.done is not None})
    question = Question(
        heading=_("Change what is to be done"),
        answer=row.text,
        submit=_("Keep it"),
        back=reverse("matter", args=[one.pk]),
        crumbs=crumbs_of(one),
        beside=lambda: _done_since(row, form),
    )

    def save() -> None:
        given = dict(form.cleaned_data)
        version, is_done = given.pop("version"), given.pop("is_done")
        revise_follow_up(row, version, ToDo(**given), is_done=is_done, **who_and_when(request))

    return answer(request, question, form, save, row)


def _done_since(row: FollowUp, form: ReviseFollowUpForm) -> tuple[Newer, ...]:
    """Return whether others have said that it is done, and on which day."""
    said = _("yes, %(day)s") % {"day": day_in_words(row.done)} if row.done else _("no")
    stored, sent_on = str(row.done is not None), str(form.cleaned_data["is_done"])
    return differing(form.fields["is_done"].label or "", stored, sent_on, said)
