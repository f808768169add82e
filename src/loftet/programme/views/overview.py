"""How all municipalities of a cohort stand, and what is done for several of them in one go."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from loftet.core.export import csv_file_response
from loftet.core.saving import KEPT, bound_data, submit
from loftet.core.verdicts import demand
from loftet.core.words import Words
from loftet.decisions.actions.matters import Draft
from loftet.people.access import permissions_of, signed_in
from loftet.programme.actions.bulk import open_for, prepare_for, remind
from loftet.programme.catalogue import phases, ready_matters, said
from loftet.programme.forms import ForAllForm
from loftet.programme.models import Cohort, Participation
from loftet.programme.queries.overview import Overview, OverviewLine, overview
from loftet.programme.queries.participation import participations
from loftet.programme.rules import may_run
from loftet.programme.views.finding import clerk_of, find_cohort, wanted_words

HEADER = (
    *("municipality", "state", "decided", "case_number", "decided_by"),
    *("top_management", "business_adviser", "procurement_officer"),
    *("next_meeting", "papers_due", "checklist_done", "checklist_of"),
    *("hours_spent", "hours_planned", "last_activity"),
)


def seen_overview(request: HttpRequest, slug: str) -> Overview:
    """Return how all stand, to whoever runs the cohort."""
    found = find_cohort(slug)
    demand(may_run(permissions_of(request), found))
    return overview(found, wanted_words(request), timezone.localdate())


@signed_in
@require_safe
def show_overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how all stand, what asks for something first."""
    page = seen_overview(request, slug)
    context = {"page": page, "cohort": page.cohort, "wanted": wanted_words(request)}
    return render(request, "programme/pages/overview.html", context)


@signed_in
@require_safe
def overview_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the overview as a file."""
    page = seen_overview(request, slug)
    return csv_file_response(f"{slug}-oversikt", HEADER, (cells(one) for one in page.shown))


def cells(one: OverviewLine) -> Sequence[object]:
    """Return one municipality as the file has it."""
    standing, meeting = one.standing, one.meeting
    return (
        one.name,
        standing.state.value,
        standing.decided,
        standing.case_number,
        standing.decided_by,
        *(", ".join(named.name for named in who) for who in (one.management, one.advisers, one.buyers)),
        meeting.day if meeting else None,
        meeting.papers if meeting else None,
        one.progress.done,
        one.progress.of,
        one.hours.spent if one.hours else None,
        one.hours.planned if one.hours else None,
        timezone.localdate(one.active) if one.active else None,
    )


def choices() -> list[tuple[str, Words]]:
    """Return what can be done for several in one go."""
    return [
        *(
            (f"matter:{key}", _("Prepare the matter «%(name)s»") % {"name": said(one.name)})
            for key, one in ready_matters().items()
        ),
        ("own", _("Prepare a matter that I write below")),
        *(
            (f"phase:{one.key}", _("Open the phase «%(name)s»") % {"name": said(one.name)})
            for one in phases()
        ),
        ("remind", _("Remind those who have not decided of the invitation")),
    ]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def for_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Do the same for several municipalities in one go."""
    found = find_cohort(slug)
    demand(may_run(permissions_of(request), found))
    every = list(participations().filter(cohort=found).order_by("organisation__place__sort_key"))
    form = ForAllForm(bound_data(request), choices=choices(), initial={"language": found.language})
    picked = set(request.POST.getlist("municipality")) if form.is_bound else None
    chosen = [one for one in every if picked is None or one.organisation.slug in picked]

    def save() -> None:
        messages.success(request, do_it(request, found, form, chosen, whole=len(chosen) == len(every)))

    status = submit(form, save, fits=bool(chosen))
    if status == KEPT:
        return redirect("overview", slug)
    if form.is_bound and not chosen:
        form.add_error(None, _("Choose at least one municipality."))
    context = {"cohort": found, "form": form, "every": [(one, one in chosen) for one in every]}
    return render(request, "programme/pages/for_all.html", context, status=status)


def do_it(
    request: HttpRequest, found: Cohort, form: ForAllForm, chosen: Sequence[Participation], *, whole: bool
) -> str:
    """Do what was chosen, and say what was done."""
    what, _colon, key = str(form.cleaned_data["what"]).partition(":")
    clerk = clerk_of(request)
    if what == "phase":
        number = open_for(found, key, () if whole else chosen, clerk=clerk)
        return (
            _("The phase is open for all.")
            if whole
            else ngettext(
                "The phase is open for %(number)s municipality.",
                "The phase is open for %(number)s municipalities.",
                number,
            )
            % {"number": number}
        )
    if what == "remind":
        number = remind(found, chosen, clerk=clerk)
        said_so = ngettext(
            "%(number)s municipality was reminded.", "%(number)s municipalities were reminded.", number
        )
        return said_so % {"number": number}
    given = form.cleaned_data
    parts = ("title", "facts", "assessment", "economy", "proposal", "language")
    draft = Draft(**{part: given[part] for part in parts}) if what == "own" else None
    number = prepare_for(found, chosen, draft or key, clerk=clerk)
    said_so = ngettext(
        "The matter is prepared for %(number)s municipality, which takes it up and decides for itself.",
        "The matter is prepared for %(number)s municipalities, and each takes it up and decides for itself.",
        number,
    )
    return said_so % {"number": number}
