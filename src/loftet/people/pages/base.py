"""Pages of signed-in people, and buttons on them."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from loftet.core.actor import actor_of
from loftet.core.pages import Page, PostPage
from loftet.core.requests import to_sign_in
from loftet.core.words import Words
from loftet.people.actor import Actor
from loftet.people.models import Organisation, Role, RoleKind


class SignedInPage(Page):
    """A page for signed-in people: others sign in first, and learn nothing of what an address names."""

    actor: Actor

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask a stranger to sign in before the subject is looked up."""
        if actor_of(request).user is None:
            return to_sign_in(request)
        return super().dispatch(request, *args, **kwargs)


class OfOrganisationMixin:
    """A page whose subject is the organisation that its address names."""

    kwargs: dict[str, Any]

    def get_subject(self) -> Organisation:
        """Return the organisation, or answer 404."""
        rows = Organisation.objects.select_related("place")
        return get_object_or_404(rows, slug=self.kwargs["organisation"])


def ending(role: Role, *, alone: bool = False) -> list[str]:
    """Return what happens when a role ends; `alone`: it is the person's only one there."""
    called = RoleKind(role.kind).called_in(role.organisation.kind)
    said = {"person": role.user, "role": called, "organisation": role.organisation.name}
    lines = [_("%(person)s is no longer %(role)s for %(organisation)s from today.") % said]
    if alone:
        lines.append(_("Pages that are for %(organisation)s alone are then closed.") % said)
    return [
        *lines,
        _("What was written and decided stays, and so do invitations that were sent."),
        _("It can be undone for 30 days."),
    ]


class SignedInButton(SignedInPage, PostPage):
    """A button: one action on the page's subject, whatever its version; the action asks its own rule."""

    action: ClassVar[Callable[..., Any]]
    success: ClassVar[Words] = ""
    success_url: ClassVar[Sequence[str]]

    def get_success_url(self) -> str:
        """Return where to go on."""
        return self.address_by(self.success_url)

    def get_success(self) -> Words:
        """Return what to say afterwards."""
        return type(self).success

    def run(self) -> None:
        """Call the action."""
        type(self).action(self.subject, actor=self.actor)

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Call the action, say what was done, and go on."""
        self.run()
        if said := self.get_success():
            messages.success(request, str(said))
        return redirect(self.get_success_url())
