"""Pages about the site, its personal data, and accessibility."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@dataclass(frozen=True, slots=True)
class RunBy:
    """The operator of this site, as its settings say; an empty text is not known.

    `contact` is an e-mail address, an address of a page, or words.
    """

    name: str
    contact: str
    source_code: str
    accessibility_statement: str

    @property
    def contact_link(self) -> str:
        """Return the address of the contact; words have none."""
        if self.contact.startswith(("https://", "http://")):
            return self.contact
        return f"mailto:{self.contact}" if "@" in self.contact and " " not in self.contact else ""


def run_by() -> RunBy:
    """Return who runs this site."""
    return RunBy(
        name=settings.OPERATOR,
        contact=settings.CONTACT,
        source_code=settings.SOURCE_CODE,
        accessibility_statement=settings.ACCESSIBILITY_STATEMENT,
    )


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Show what Løftet is, and how to take part."""
    return render(request, "site/pages/about.html", {"run_by": run_by()})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what is kept about people."""
    names = {"form_cookie": settings.CSRF_COOKIE_NAME, "session_cookie": settings.SESSION_COOKIE_NAME}
    return render(request, "site/pages/privacy.html", {"run_by": run_by(), **names})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show who can use the site, what was tested, and what was not."""
    return render(request, "site/pages/accessibility.html", {"run_by": run_by()})
