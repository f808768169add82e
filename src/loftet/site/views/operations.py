"""Operations: what is not well, the worker, its jobs, letters, rules; for those who run the site."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loftet.background.outbox import send_again
from loftet.background.queries import operations as how_it_runs
from loftet.core.models import OutboxLetter
from loftet.core.panels import Panel
from loftet.core.verdicts import demand
from loftet.people.access import permissions_of, signed_in
from loftet.site.health.procurement import rows_to_check
from loftet.site.health.words import fault_lines
from loftet.site.rules import may_operate


@signed_in
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """Show what is not well, how worker, jobs and letters stand, and which rules must be checked."""
    demand(may_operate(permissions_of(request)))
    now = timezone.now()
    shown = {
        "page": how_it_runs(now),
        "faults": fault_lines(now),
        "rules": rows_to_check(timezone.localdate(now)),
    }
    return render(request, "site/pages/operations.html", shown)


@signed_in
@require_POST
def send_letter_again(request: HttpRequest, letter: int) -> HttpResponse:
    """Send a letter again that waits or was given up."""
    demand(may_operate(permissions_of(request)))
    send_again(get_object_or_404(OutboxLetter, pk=letter).pk, timezone.now())
    messages.success(request, _("The letter is on its way."))
    return redirect("operations")


def show_operations(request: HttpRequest, _subject: Any) -> Panel | None:
    """Link from a person's own page to operations, for those who run the site."""
    return Panel("site/parts/operations_panel.html", {}) if may_operate(permissions_of(request)) else None
