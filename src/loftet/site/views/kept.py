"""Forms that were sent after a session had ended, shown again to whom has signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from loftet.people.access import signed_in
from loftet.people.kept_forms import kept_form
from loftet.site.sent_forms import as_sent


@signed_in
@require_safe
def show_kept_form(request: HttpRequest) -> HttpResponse:
    """Show what was kept, with the button that sends it."""
    kept = kept_form(request)
    return render(request, "site/pages/kept_form.html", {"sent": kept and as_sent(request, *kept)})
