"""What an address names, and whether the reader may see it."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypedDict, cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from loftet.core.requests import actor_of
from loftet.core.verdicts import demand
from loftet.decisions.models import Body, Matter
from loftet.decisions.queries.bodies import find_body
from loftet.decisions.queries.matters import find_matter
from loftet.decisions.rules import is_open_to, may_see
from loftet.people.access import permissions_of, signed_in, user_of
from loftet.people.models import Organisation, User

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, Matter, P], HttpResponseBase]
Numbered = Callable[Concatenate[HttpRequest, int, P], HttpResponseBase]


class When(TypedDict):
    """Who does something, and when."""

    by: User
    now: datetime
    today: date


def who_and_when(request: HttpRequest) -> When:
    """Return what every action asks for."""
    return {"by": user_of(request), "now": timezone.now(), "today": timezone.localdate()}


def found_organisation(slug: str) -> Organisation:
    """Find an organisation by its slug."""
    return get_object_or_404(Organisation.objects.select_related("place"), slug=slug)


def found_body(number: int) -> Body:
    """Find a body, or say that there is none."""
    body = find_body(number)
    if body is None:
        raise Http404(_("There is no such body."))
    return body


def reads_matter(view: Page[P]) -> Numbered[P]:
    """Show a page of a matter to those who may read it; others are asked to sign in."""

    @wraps(view)
    def entered(request: HttpRequest, matter: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        one = find_matter(matter)
        if one is None:
            raise Http404(_("There is no such matter."))
        permissions = permissions_of(request)
        verdict = may_see(permissions, one)
        if not verdict and permissions.user is None:
            return signed_in(_nothing)(request)
        demand(verdict)
        return view(request, one, *args, **kwargs)

    return cast(Numbered[P], entered)


def works_on_matter(view: Page[P]) -> Numbered[P]:
    """Show a page to those who are signed in, may read the matter and are not disqualified on it."""

    @wraps(view)
    def entered(request: HttpRequest, one: Matter, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        demand(is_open_to(actor_of(request), one))
        return view(request, one, *args, **kwargs)

    return cast(Numbered[P], signed_in(reads_matter(cast(Page[P], entered))))


def _nothing(_request: HttpRequest) -> HttpResponseBase:
    raise AssertionError("who is not signed in is redirected before")
