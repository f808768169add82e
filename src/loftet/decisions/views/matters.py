"""A matter: its page, and what can be done with it as a whole."""

from dataclasses import fields

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loftet.core.requests import actor_of
from loftet.core.saving import bound_data, run_button
from loftet.core.verdicts import Denied, demand
from loftet.decisions.actions.departures import Journal
from loftet.decisions.actions.matters import (
    Draft,
    publish_matter,
    revise_matter,
    take_up,
    withdraw_matter,
    write_matter,
)
from loftet.decisions.forms import (
    DisqualifiedForm,
    MatterForm,
    PublishForm,
    ReviseMatterForm,
    WithdrawForm,
)
from loftet.decisions.legal_bases import bases_on
from loftet.decisions.models import Journalled, Matter, MatterState
from loftet.decisions.queries.matters import page_of
from loftet.decisions.queries.standing import has_been
from loftet.decisions.rules import (
    LEADS_OUT,
    is_open_to,
    may_decide_by_delegation,
    may_declare,
    may_hand_out,
    may_lead_out,
    may_plan,
    may_publish,
    may_record,
    may_revise,
    may_take_up,
    may_withdraw,
    may_write,
)
from loftet.decisions.views.asking import Question, answer
from loftet.decisions.views.finding import (
    found_organisation,
    reads_matter,
    who_and_when,
    works_on_matter,
)
from loftet.people.access import permissions_of, signed_in, user_of
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.actor import Actor
from loftet.people.models import Organisation

METHODS = ["GET", "HEAD", "POST"]


# --- the page -------------------------------------------------------------------------------------


@require_safe
@reads_matter
def matter(request: HttpRequest, one: Matter) -> HttpResponse:
    """Show a matter, how it stands, and all that has happened with it."""
    actor: Actor = actor_of(request)
    permissions, today, open_to = actor.permissions, actor.today, is_open_to(actor, one)
    may_record_some = {
        treatment.pk
        for treatment in one.treatments.all()
        if has_been(treatment, today) and may_record(actor, treatment)
    }
    may_plan_it = bool(may_plan(actor, one))
    rules = {
        "take_up": may_take_up,
        "revise": may_revise,
        "publish": may_publish,
        "withdraw": may_withdraw,
        "hand_out": may_hand_out,
        "lead_out": may_lead_out,
    }
    inside = permissions.has(one.organisation)
    context = {
        "page": page_of(one, permissions, today, closed=not open_to),
        "matter": one,
        "may": {name: bool(open_to and rule(permissions, one)) for name, rule in rules.items()}
        | {"plan": may_plan_it, "follow_up": may_plan_it}
        | {"delegate": bool(may_decide_by_delegation(actor, one))},
        "may_record": may_record_some,
        "closed": open_to.reason if isinstance(open_to, Denied) else "",
        "inside": inside,
        "may_declare": bool(open_to and may_declare(permissions, one)),
        "leads_out": one.organisation.kind in LEADS_OUT,
        "disqualified_form": DisqualifiedForm(),
    }
    return render(request, "decisions/pages/matter.html", context)


def crumbs_of(one: Matter) -> tuple[tuple[str, str], ...]:
    """Return the path to a matter."""
    organisation = one.organisation
    return (
        (organisation.name, reverse("matters", args=[organisation.slug])),
        (one.title, reverse("matter", args=[one.pk])),
    )


# --- written --------------------------------------------------------------------------------------


@signed_in
@require_http_methods(METHODS)
def new_matter(request: HttpRequest, organisation: str) -> HttpResponse:
    """Write a matter."""
    found = found_organisation(organisation)
    demand(may_write(permissions_of(request), found))
    begun = {"language": _language_of(found)}
    form = MatterForm(bound_data(request), initial=begun, bases=bases_on(timezone.localdate()))
    question = Question(
        heading=_("Write a matter"),
        answer=_("It is a draft that only your own organisation reads, until it is published."),
        submit=_("Keep the draft"),
        back=reverse("matters", args=[found.slug]),
        crumbs=((found.name, reverse("matters", args=[found.slug])),),
    )

    def save() -> Matter:
        return write_matter(found, draft_of(form), **who_and_when(request))

    return answer(request, question, form, save, then=lambda made: redirect("matter", made.pk))


def _language_of(organisation: Organisation) -> str:
    place = organisation.place
    form = place.language if place is not None else ""
    return form if form in ("nb", "nn") else (translation.get_language() or "nb")


def draft_of(form: MatterForm) -> Draft:
    """Return what was written."""
    names = {one.name for one in fields(Draft)}
    return Draft(**{name: text for name, text in form.cleaned_data.items() if name in names})


@works_on_matter
@require_http_methods(METHODS)
def revise(request: HttpRequest, one: Matter) -> HttpResponseBase:
    """Change a matter."""
    demand(may_revise(permissions_of(request), one))
    outside = one.state == MatterState.PREPARED
    bases = () if outside else bases_on(timezone.localdate())
    begun = {field.name: getattr(one, field.name) for field in fields(Draft)} | {"version": one.version}
    form = ReviseMatterForm(bound_data(request), initial=begun, bases=bases)
    question = Question(
        heading=_("Write the matter anew"),
        answer=_("What you write replaces what stands there. If others have written meanwhile, you see it."),
        submit=_("Keep what is written"),
        back=reverse("matter", args=[one.pk]),
        crumbs=crumbs_of(one),
    )

    def save() -> None:
        revise_matter(one, form.cleaned_data["version"], draft_of(form), **who_and_when(request))

    return answer(request, question, form, save, one)


# --- taken up, published, withdrawn, closed -------------------------------------------------------


@works_on_matter
@require_POST
def take_over(request: HttpRequest, one: Matter) -> HttpResponseBase:
    """Accept what others prepared as the organisation's own matter."""
    demand(may_take_up(permissions_of(request), one))
    run_button(
        request,
        lambda version: take_up(one, version, **who_and_when(request)),
        _("The matter is now your own draft."),
    )
    return redirect("matter", one.pk)


@works_on_matter
@require_http_methods(METHODS)
def publish(request: HttpRequest, one: Matter) -> HttpResponseBase:
    """Ask whether it is to be journalled, and make the matter public."""
    demand(may_publish(permissions_of(request), one))
    form = PublishForm(bound_data(request), initial={"version": one.version})
    question = Question(
        heading=_("Publish the matter"),
        answer=_(
            "Everybody can then read it and how it is treated. What is withheld stays so, with its paragraph."
        ),
        submit=_("Publish it"),
        back=reverse("matter", args=[one.pk]),
        crumbs=crumbs_of(one),
    )

    def save() -> None:
        given = form.cleaned_data
        journal = Journal(Journalled(given["journalled"]), given["entry"])
        publish_matter(one, given["version"], journal, **who_and_when(request))

    return answer(request, question, form, save, one)


@works_on_matter
@require_http_methods(METHODS)
def withdraw(request: HttpRequest, one: Matter) -> HttpResponseBase:
    """Withdraw a matter, with the reason."""
    demand(may_withdraw(permissions_of(request), one))
    form = WithdrawForm(bound_data(request), initial={"version": one.version})
    question = Question(
        heading=_("Withdraw the matter"),
        answer=_("Its page stays, with the reason."),
        submit=_("Withdraw it"),
        back=reverse("matter", args=[one.pk]),
        crumbs=crumbs_of(one),
    )

    def save() -> None:
        given = form.cleaned_data
        withdraw_matter(one, given["version"], given["reason"], **who_and_when(request))

    return answer(request, question, form, save, one)


@signed_in
@reads_matter
@require_POST
def declare(request: HttpRequest, one: Matter) -> HttpResponseBase:
    """Declare to be disqualified on a matter: by those who have a role in the organisation or prepared it."""
    demand(may_declare(permissions_of(request), one))
    form = DisqualifiedForm(request.POST)
    if form.is_valid():
        declare_disqualified(
            user_of(request),
            one,
            reason=form.cleaned_data["reason"],
            scope=one.organisation.slug,
            now=timezone.now(),
        )
        messages.success(request, _("You have declared to be disqualified. The matter is closed to you."))
    return redirect("matter", one.pk)
