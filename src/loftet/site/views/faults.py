"""What a reader meets when something is not there, not understood, or has failed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

DJANGOS_WORDS = "matches the given query."


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, and where to look."""
    said = exception.args[0] if exception.args else ""
    # Where no address fits, Django gives its own record; where no row does, words that name the table.
    ours = isinstance(said, str) and not said.endswith(DJANGOS_WORDS)
    reason = said if ours else ""
    return render(request, "site/not_found.html", {"reason": reason}, status=404)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that what was asked could not be understood; what is wrong with it is not repeated."""
    return render(request, "site/not_understood.html", status=400)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form did not come from a page of ours, and how to send it once more."""
    return render(request, "site/form_refused.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that something failed and that nothing was lost."""
    return render(request, "site/failed.html", status=500)
