"""What people make of challenges: picked, reported, written about, withdrawn; and the page of each."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loftet.challenges.actions import PickedAlready, Told, pick, report, revise, withdraw
from loftet.challenges.forms import ReportForm, ReviseForm, WithdrawForm
from loftet.challenges.models import About, Challenge
from loftet.challenges.queries import card, find_challenge, finding, followed, not_judged
from loftet.challenges.rules import may_change, may_pick
from loftet.challenges.views.finding import find_here, here, speaker_of, speaks_for
from loftet.core.forms import PlainForm
from loftet.core.saving import ASKED, KEPT, bound_data, reread, submit
from loftet.core.verdicts import demand
from loftet.indicators.edition import kept_query, store
from loftet.people.access import permissions_of, signed_in


def found_challenge(number: int) -> Challenge:
    """Find a challenge, or say that there is none."""
    challenge = find_challenge(number)
    if challenge is None:
        raise Http404(_("There is no such challenge."))
    return challenge


def page_of(request: HttpRequest, challenge: Challenge) -> str:
    """Return the address of a challenge, in the edition at hand."""
    return reverse("challenge", args=[challenge.pk]) + kept_query(request)


@require_safe
def challenge(request: HttpRequest, number: int) -> HttpResponse:
    """Show a challenge then and now."""
    one = found_challenge(number)
    return _show(request, one)


def _show(
    request: HttpRequest, one: Challenge, form: PlainForm | None = None, status: int = ASKED
) -> HttpResponse:
    at, permissions = here(request, one.region), permissions_of(request)
    allowed = permissions.user is not None and bool(
        may_change(permissions, one, speaks_for(one.region, None))
    )
    begun = {"text": one.text, "own_figures": one.own_figures, "version": one.version}
    context = {
        "challenge": one,
        "card": card(one, not_judged(store(), at.edition, at.members)),
        "followed": followed(store(), at.edition, at.members, one),
        "here": at,
        "may_change": allowed,
        "revise_form": form if isinstance(form, ReviseForm) else ReviseForm(initial=begun, challenge=one),
        "withdraw_form": form
        if isinstance(form, WithdrawForm)
        else WithdrawForm(initial={"version": one.version}),
    }
    return render(request, "challenges/challenge.html", context, status=status)


@signed_in
@require_POST
def pick_challenge(request: HttpRequest, place: str) -> HttpResponse:
    """Make a finding the region's own."""
    found = find_here(request, place, "pick_challenge")
    if isinstance(found, HttpResponse):
        return found
    speaker = speaker_of(request, found.region)
    demand(may_pick(speaker.permissions, found.region, speaker.members))
    key, kind = request.POST.get("key", ""), request.POST.get("about", "")
    about = About(kind) if kind in About.values else None
    then = finding(store(), found.edition, found.members, about, key) if found.edition and about else None
    if then is None or about is None or found.edition is None:
        raise Http404(_("The figures of this edition show no such shared challenge."))
    try:
        made = pick(speaker, about, key, found.edition.id, then)
    except PickedAlready as already:
        messages.info(request, str(already))
        return redirect(reverse("challenges", args=[found.region.slug]) + kept_query(request))
    messages.success(request, _("The challenge is now the region's own. What the figures say today is kept."))
    return redirect(page_of(request, made))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def report_challenge(request: HttpRequest, place: str) -> HttpResponse:
    """Ask what the national tables do not know, and keep it."""
    found = find_here(request, place, "report_challenge")
    if isinstance(found, HttpResponse):
        return found
    speaker = speaker_of(request, found.region)
    demand(may_pick(speaker.permissions, found.region, speaker.members))
    form = ReportForm(bound_data(request))
    if form.is_valid():
        made = report(speaker, Told(**form.cleaned_data))
        messages.success(request, _("The challenge is reported."))
        return redirect(page_of(request, made))
    context = {"here": found, "form": form}
    return render(request, "challenges/report.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def revise_challenge(request: HttpRequest, number: int) -> HttpResponse:
    """Write what the region says of a challenge."""
    one = found_challenge(number)
    speaker = speaker_of(request, one.region)
    demand(may_change(speaker.permissions, one, speaker.members))
    form = ReviseForm(request.POST, challenge=one)

    def save() -> None:
        given = form.cleaned_data
        revise(speaker, one, given["version"], text=given["text"], own_figures=given["own_figures"])

    status = submit(form, save, lambda: reread(one))
    if status != KEPT:
        return _show(request, one, form, status)
    messages.success(request, _("What you wrote is kept."))
    return redirect(page_of(request, one))


@signed_in
@require_POST
def withdraw_challenge(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw a challenge, with a reason."""
    one = found_challenge(number)
    speaker = speaker_of(request, one.region)
    demand(may_change(speaker.permissions, one, speaker.members))
    form = WithdrawForm(request.POST)

    def save() -> None:
        withdraw(speaker, one, form.cleaned_data["version"], form.cleaned_data["reason"])

    status = submit(form, save, lambda: reread(one))
    if status != KEPT:
        return _show(request, one, form, status)
    messages.success(request, _("The challenge is withdrawn. Its page stays, with the reason."))
    return redirect(page_of(request, one))
