"""The base of all pages: who asks, the object of the page, and the rule that decides on access."""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import classonlymethod
from django.views import View

from loftet.core.actions import Rule
from loftet.core.actor import AnyActor, actor_of
from loftet.core.requests import to_sign_in
from loftet.core.verdicts import demand
from loftet.core.visible import visible_rows
from loftet.core.words import Words

T = TypeVar("T")
WIDEST_PK = 2**31  # databases refuse to look for wider ones
ABOUT = "loftet_about"  # where a request holds what the site does with the subject of its page


class SignInFirst(Exception):  # noqa: N818 - it is an answer, not a fault
    """Ask somebody who is not signed in to do that, whether there is something to be shown or not."""


def found_or_404(found: T | None, missing: Words) -> T:
    """Return what was found, or answer 404.

    Raises:
        Http404: when nothing was found.
    """
    if found is None:
        raise Http404(str(missing))
    return found


def found_by(actor: AnyActor, found: T | None, missing: Words) -> T:
    """Return what was found for the actor, or answer 404; a stranger is told nothing of what is hidden.

    Raises:
        SignInFirst: when nothing was found, and nobody is signed in.
        Http404: when nothing was found.
    """
    if found is None and actor.user is None:
        raise SignInFirst
    return found_or_404(found, missing)


class Page(View):
    """A page about a subject (a record, or the parent of a list; none for a list of everything).

    `rule` takes the actor and the subject. Who is not signed in and not let in is asked to sign in; others
    get the reason. A page without a rule gets no address: the site does not start.
    """

    rule: ClassVar[Rule]
    template_name: ClassVar[str]
    title: ClassVar[Words] = ""
    # What the template calls by names of its own: the way to each from the page, with dots.
    context_names: ClassVar[Mapping[str, str]] = {}
    form_template: ClassVar[str] = ""  # of the forms about the same kind of record, in place of the core's
    http_method_names = ["get", "head", "options"]  # a page reads; its base says so where it is sent to
    actor: AnyActor
    subject: Any

    @classonlymethod
    def as_view(cls, **options: Any) -> Callable[..., HttpResponseBase]:  # noqa: N805 - Django's own way
        """Return the view for an address.

        Raises:
            TypeError: when the page has no rule; classes that pages are built on need none.
        """
        if not hasattr(cls, "rule"):
            raise TypeError(f"the page {cls.__name__} has no rule")
        return super().as_view(**options)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find out who asks."""
        super().setup(request, *args, **kwargs)
        self.actor = actor_of(request)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the subject, ask the rule, and answer."""
        if (request.method or "").lower() not in self.http_method_names:
            return self.http_method_not_allowed(request, *args, **kwargs)
        try:
            self.subject = self.get_subject()
        except SignInFirst:
            return to_sign_in(request)
        verdict = type(self).rule(self.actor, self.subject)
        if not verdict and self.actor.user is None:
            return to_sign_in(request)
        demand(verdict)
        if (ask := vars(request).get(ABOUT)) is not None:
            ask(self.subject)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponseBase:
        """Show the page."""
        return self.answer()

    def get_subject(self) -> Any:
        """Return the object of the page; override it where the address names something."""
        return None

    def demand_user(self) -> None:
        """Ask who is not signed in to do that before anything is looked for.

        Raises:
            SignInFirst: when nobody is signed in.
        """
        if self.actor.user is None:
            raise SignInFirst

    def address_by(self, page: Sequence[str]) -> str:
        """Return the address of a page by its name and words: words of this address, or of the subject."""
        name, *words = page
        found = (self.kwargs[one] if one in self.kwargs else attrgetter(one)(self.subject) for one in words)
        return reverse(name, args=list(found))

    def key_in_address(self, name: str) -> int:
        """Return the key of a row that a parameter of the address gives; 0 where it gives none."""
        word = self.request.GET.get(name, "")
        return int(word) if word.isdecimal() and word.isascii() and len(word) < 10 else 0

    def get_title(self) -> Words:
        """Return the heading of the page."""
        return self.title

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the context of the template."""
        known = {"page": self, "title": self.get_title(), "subject": self.subject, "actor": self.actor}
        return known | {name: attrgetter(way)(self) for name, way in self.context_names.items()} | more

    def get_template_name(self) -> str:
        """Return the name of the template."""
        return self.template_name

    def answer(self, status: int = 200, **more: Any) -> HttpResponse:
        """Render the template."""
        return render(self.request, self.get_template_name(), self.get_context(**more), status=status)


class GetPostPage(Page):
    """A page with a form or a button that is sent to the page itself."""

    http_method_names = ["get", "head", "post", "options"]


class PostPage(Page):
    """A page without a text of its own: a button or a form of another page is sent to it."""

    http_method_names = ["post", "options"]


class SignedWordPage(Page):
    """A page that a signed word of its address opens: it names people, so no cache and no search keeps it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer as other pages do, and tell caches and search engines that it is not for them."""
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


class RecordMixin:
    """Find the record that an address names: `lookup` is the word of the address for each of some fields."""

    model: ClassVar[type[models.Model]]
    lookup: ClassVar[Mapping[str, str]] = {"pk": "pk"}
    kwargs: dict[str, Any]

    def get_queryset(self) -> models.QuerySet[Any]:
        """Return the rows that an address can name, with what the page reads of them."""
        rows = self.model._default_manager.all()
        related: tuple[str, ...] = getattr(self.model, "lock_with", ())
        return rows.select_related(*related) if related else rows

    def get_subject(self) -> Any:
        """Return the record, or answer 404."""
        named = {field: self.kwargs[word] for field, word in self.lookup.items()}
        return get_object_or_404(self.get_queryset(), **named)


class HiddenRecordMixin(RecordMixin):
    """Find a record among those that its reader may see: one that is hidden is not there.

    `subject_model` is its model. Who is not signed in is asked to sign in whether there is a record or not,
    so that an address tells nothing of what is hidden.
    """

    missing: ClassVar[Words]
    subject_model: ClassVar[type[models.Model]]
    actor: Any

    def get_queryset(self) -> QuerySet[Any]:
        """Return the rows that the actor may see, with what their actions lock."""
        lock_with: tuple[str, ...] = getattr(self.subject_model, "lock_with", ())
        return visible_rows(self.subject_model, self.actor).select_related(*lock_with)

    def find(self) -> Any:
        """Return the record that the address names, or None."""
        key = self.kwargs["pk"]
        return self.get_queryset().filter(pk=key).first() if key < WIDEST_PK else None

    def get_subject(self) -> Any:
        """Return the record, or answer 404; its rule is asked about a record that is there."""
        return found_by(self.actor, self.find(), self.missing)
