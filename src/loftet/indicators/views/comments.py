"""A municipality's comment on one of its figures: written, changed, withdrawn."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loftet.core.forms import VersionForm
from loftet.core.saving import KEPT, bound_data, submit
from loftet.core.verdicts import demand
from loftet.core.versions import ChangedMeanwhile
from loftet.indicators.actions.comments import NOT_WRITTEN, Said, comment_on_figure, withdraw_comment
from loftet.indicators.edition import kept_query
from loftet.indicators.forms import CommentForm
from loftet.indicators.models import FigureComment
from loftet.indicators.queries.notes import comment_on
from loftet.indicators.rules import may_comment
from loftet.indicators.views.error_report import Figure, figure_at
from loftet.people.access import permissions_of, signed_in, user_of
from loftet.places.models import Place
from loftet.places.queries import may_be_word, place_by_slug


def commented(request: HttpRequest, slug: str, key: str) -> tuple[Figure, Place]:
    """Find the figure of an address, of a municipality that the person may speak for."""
    place = place_by_slug(slug) if may_be_word(slug) else None
    if place is None:
        raise Http404(_("There is no municipality «%(name)s».") % {"name": slug})
    demand(may_comment(permissions_of(request), place))
    return figure_at(request, key, slug), place


def version_of(comment: FigureComment | None) -> int:
    """Return the version that a form is about."""
    return comment.version if comment else NOT_WRITTEN


def beside(request: HttpRequest, figure: Figure, place: Place) -> str:
    """Return the address of the figure on the municipality's page of its goal."""
    page = reverse("municipality_goal", args=[place.slug, figure.indicator.goal])
    return f"{page}{kept_query(request)}#{figure.indicator.key}"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def figure_comment(request: HttpRequest, place: str, key: str) -> HttpResponse:
    """Ask what the municipality says of its figure, and keep it."""
    figure, found = commented(request, place, key)
    comment = comment_on(found.slug, figure.indicator.key)
    form = CommentForm(bound_data(request), initial=begun(comment, found))

    def save() -> None:
        given, today = form.cleaned_data, timezone.localdate()
        said, clock = Said(given["text"], given["language"]), timezone.now()
        comment_on_figure(
            figure.figure_ref, said, given["version"], by=user_of(request), now=clock, today=today
        )

    status = submit(form, save, lambda: version_of(comment_on(found.slug, figure.indicator.key)))
    if status != KEPT:
        return show(request, figure, found, form, status)
    messages.success(request, _("The comment stands beside the figure."))
    return redirect(beside(request, figure, found))


def begun(comment: FigureComment | None, place: Place) -> dict[str, object]:
    """Return what the form begins with: the comment that stands, in the municipality's own language."""
    standing = comment if comment and comment.withdrawn is None else None
    return {
        "text": standing.text if standing else "",
        "language": standing.language if standing else "nn" if place.language == "nn" else "nb",
        "version": version_of(comment),
    }


def show(request: HttpRequest, figure: Figure, place: Place, form: CommentForm, status: int) -> HttpResponse:
    """Show the form, and what stands beside the figure now."""
    comment = comment_on(place.slug, figure.indicator.key)
    context = {
        "figure": figure,
        "place": place,
        "form": form,
        "comment": comment if comment and comment.withdrawn is None else None,
        "back": beside(request, figure, place),
    }
    return render(request, "indicators/figure_comment.html", context, status=status)


@signed_in
@require_POST
def withdraw_figure_comment(request: HttpRequest, place: str, key: str) -> HttpResponse:
    """Take the comment away."""
    figure, found = commented(request, place, key)
    comment, form = comment_on(found.slug, figure.indicator.key), VersionForm(request.POST)
    if comment is None or not form.is_valid():
        raise Http404(_("There is no comment on this figure."))
    try:
        withdraw_comment(
            comment,
            form.cleaned_data["version"],
            by=user_of(request),
            now=timezone.now(),
            today=timezone.localdate(),
        )
    except ChangedMeanwhile:
        messages.info(
            request, _("Somebody else has changed the comment since. Read it before you withdraw it.")
        )
        return redirect("figure_comment", found.slug, figure.indicator.key)
    messages.success(request, _("The comment is withdrawn."))
    return redirect(beside(request, figure, found))
