"""The page of a partnership."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loftet.programme.models import Partnership
from loftet.programme.queries.partnership import partnership_page


@require_safe
def partnership(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who runs the programme together, and its cohorts."""
    found = get_object_or_404(Partnership, slug=slug)
    page = partnership_page(found, timezone.localdate())
    return render(request, "programme/pages/partnership.html", {"page": page})
