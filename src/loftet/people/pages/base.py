"""Pages of signed-in people, and buttons on them."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from loftet.core.pages import Page
from loftet.core.requests import actor_of, to_sign_in
from loftet.core.words import Words
from loftet.people.actor import Actor


class SignedInPage(Page):
    """A page for signed-in people: others sign in first, and learn nothing of what an address names."""

    actor: Actor

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask a stranger to sign in before the subject is looked up."""
        if actor_of(request).user is None:
            return to_sign_in(request)
        return super().dispatch(request, *args, **kwargs)


class SignedInButton(SignedInPage):
    """A button: one action on the page's subject, whatever its version; the action asks its own rule."""

    http_method_names = ["post", "options"]
    action: ClassVar[Callable[..., Any]]
    success: ClassVar[Words] = ""

    def get_success_url(self) -> str:
        """Return where to go on."""
        raise NotImplementedError

    def get_success(self) -> Words:
        """Return what to say afterwards."""
        return type(self).success

    def run(self) -> None:
        """Call the action."""
        type(self).action(self.subject, actor=self.actor)

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Call the action, say what was done, and go on."""
        going = self.get_success_url()
        self.run()
        if said := self.get_success():
            messages.success(request, str(said))
        return redirect(going)
