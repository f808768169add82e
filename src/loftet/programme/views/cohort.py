"""Cohorts: the page of each, and what those who run one do: begin, change, invite."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from loftet.core.saving import CHANGED, KEPT, bound_data, reread, submit
from loftet.core.verdicts import demand
from loftet.invalid_input import InvalidInput
from loftet.people.access import permissions_of, signed_in, user_of
from loftet.people.models import Organisation, OrganisationKind
from loftet.places.models import Place
from loftet.programme.actions.cohorts import CohortPlan, Invited, begin_cohort, invite, revise_cohort
from loftet.programme.catalogue import ready_matters, said
from loftet.programme.forms import CohortForm, NewCohortForm
from loftet.programme.models import Partnership
from loftet.programme.queries.cohort import can_be_invited, cohort_page, without_management
from loftet.programme.rules import leads_for, may_begin_cohort, may_run, regions_to_lead
from loftet.programme.views.finding import find_cohort

PARTNERS = (OrganisationKind.PARTNER, OrganisationKind.RESEARCH, OrganisationKind.VOLUNTARY)


@require_safe
def cohort(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who takes part in a cohort, and what is open now."""
    found = find_cohort(slug)
    page = cohort_page(found, permissions_of(request), timezone.localdate())
    return render(request, "programme/pages/cohort.html", {"page": page, "cohort": found})


def plan_of(cleaned: dict[str, object]) -> CohortPlan:
    """Return what a form says that a cohort is to be."""
    named = {name: cleaned[name] for name in ("name", "about", "language", "begins", "ends")}
    partners = cleaned["partners"]
    return CohortPlan(**named, partners=tuple(partners))  # type: ignore[arg-type]


def possible_partners() -> dict[str, object]:
    """Return who can work with a cohort."""
    return {"partners": Organisation.objects.filter(kind__in=PARTNERS)}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new_cohort(request: HttpRequest) -> HttpResponse:
    """Begin a cohort; whom to invite is asked next."""
    permissions, today = permissions_of(request), timezone.localdate()
    demand(may_begin_cohort(permissions))
    leads = Organisation.objects.filter(pk__in=leads_for(permissions)).select_related("place")
    places = Place.objects.filter(kind__in=("region", "county"))
    regions = [one.pk for one in regions_to_lead(permissions, leads, places, today)]
    form = NewCohortForm(
        bound_data(request),
        leads=leads,
        regions=Place.objects.filter(pk__in=regions),
        initial={"begins": today, "language": "nb", "region": regions[0] if len(regions) == 1 else None},
        **possible_partners(),
    )
    if form.is_valid():
        made = begin_cohort(
            form.cleaned_data["partnership"],
            form.cleaned_data["lead"],
            form.cleaned_data["region"],
            plan_of(form.cleaned_data),
            by=user_of(request),
            today=today,
        )
        messages.success(request, _("The cohort has been made. Now invite the municipalities."))
        return redirect("invite_to_cohort", made.slug)
    context = {"form": form, "no_partnership": not Partnership.objects.exists()}
    return render(request, "programme/pages/new_cohort.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change_cohort(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the words, the time and the partners of a cohort."""
    found = find_cohort(slug)
    demand(may_run(permissions_of(request), found))
    begun = {
        name: getattr(found, name) for name in ("name", "about", "language", "begins", "ends", "version")
    }
    begun["partners"] = found.partners.values_list("organisation", flat=True)
    form = CohortForm(bound_data(request), initial=begun, **possible_partners())  # type: ignore[arg-type]

    def save() -> None:
        version, plan = form.cleaned_data["version"] or 0, plan_of(form.cleaned_data)
        revise_cohort(found, version, plan, by=user_of(request), today=timezone.localdate())

    status = submit(form, save, lambda: reread(found))
    if status == KEPT:
        messages.success(request, _("What you wrote is kept."))
        return redirect("cohort", slug)
    context = {"form": form, "cohort": found, "newer": status == CHANGED}
    return render(request, "programme/pages/change_cohort.html", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def invite_to_cohort(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite municipalities of the region, with a matter prepared for each when wished."""
    found, today = find_cohort(slug), timezone.localdate()
    demand(may_run(permissions_of(request), found))
    choice = can_be_invited(found, today)
    if request.method == "POST":
        chosen = set(request.POST.getlist("municipality"))
        wanted = [one for one in (*choice.open, *choice.invited) if one.slug in chosen]
        text = request.POST.get("text", "")
        if wanted:
            try:
                done = invite(found, wanted, text, by=user_of(request), now=timezone.now(), today=today)
            except InvalidInput as refused:
                messages.error(request, str(refused))
                return redirect("invite_to_cohort", slug)
            say_invited(request, done)
            return redirect("overview" if not done.without_management else "invite_to_cohort", slug)
    context = {
        "cohort": found,
        "choice": choice,
        "texts": [(key, said(ready.name)) for key, ready in ready_matters().items()],
        "without": without_management(found, today),
        "none_chosen": request.method == "POST",
    }
    return render(
        request, "programme/pages/invite.html", context, status=422 if request.method == "POST" else 200
    )


def say_invited(request: HttpRequest, done: Invited) -> None:
    """Show how many were invited, and that some have nobody to tell."""
    number = len(done.new)
    if not number:
        messages.info(request, _("They were invited already, so nothing was done."))
        return
    said_so = ngettext(
        "%(number)s municipality has been invited.", "%(number)s municipalities have been invited.", number
    )
    messages.success(request, said_so % {"number": number})
    if done.without_management:
        names = ", ".join(one.name for one in done.without_management)
        messages.info(
            request,
            _("Nobody could be told in %(names)s: invite the first of the top management there.")
            % {"names": names},
        )
