"""The person who makes a request: what views need before they ask a rule."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache

from loftet.core.requests import NEXT as NEXT
from loftet.people.hashes import client_hash
from loftet.people.kept_forms import KEPT_UNTIL, carried_over, forget_kept_form, keep_form
from loftet.people.models import User
from loftet.people.permissions import NOBODY, Permissions, permissions_at

P = ParamSpec("P")
View: TypeAlias = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
SINCE, SEEN = "since", "seen"
ACTS_FOR = "acts_for"  # the key of the organisation that was chosen at the top of the pages
BACKEND = "loftet.people.backend.SignedInPerson"
# A session is written again when it was last seen so long ago: reading a page is seldom a write.
SEEN_EVERY = timedelta(minutes=5)
# A session from so far ahead was begun while the clock was wrong: it would last until then and on.
CLOCK_WAS_AHEAD = timedelta(hours=1)


def user_of(request: HttpRequest) -> User:
    """Return who is signed in; to be asked behind `signed_in` alone."""
    assert isinstance(request.user, User)
    return request.user


def permissions_of(request: HttpRequest) -> Permissions:
    """Return what the reader may act as today; read from the database once for a page."""
    if not isinstance(user := getattr(request, "user", None), User):
        return NOBODY
    kept: Permissions | None = getattr(request, "_permissions", None)
    if kept is None:
        kept = permissions_at(user, timezone.localdate(), request.session.get(ACTS_FOR))
        request._permissions = kept  # type: ignore[attr-defined]
    return kept


def client_hash_of(request: HttpRequest) -> str:
    """Return a hash of where a request comes from: behind a proxy, the last address that it has added."""
    where = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        where = request.headers.get("X-Forwarded-For", where).rpartition(",")[2].strip()
    return client_hash(where)


def signed_in(
    view: View[P],
) -> View[P]:
    """Wrap a view so that strangers sign in first, and come back."""

    @wraps(view)
    def entered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if isinstance(request.user, User):
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method in ("GET", "HEAD") else ""
        return redirect(f"{reverse('sign_in')}?{urlencode({NEXT: back})}" if back else reverse("sign_in"))

    return cast(View[P], never_cache(entered))


def next_url(request: HttpRequest) -> str:
    """Return the address to go on to: the one asked for if it is on this site, or the person's own page."""
    wanted = request.POST.get(NEXT) or request.GET.get(NEXT, "")
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=None, require_https=request.is_secure()
    )
    return wanted if ours else reverse("my_page")


def begin_session(request: HttpRequest, user: User) -> None:
    """Sign somebody in, in a session with a new key: one that was planted in the browser is worth nothing."""
    kept = carried_over(request, user)
    request.session.flush()
    login(request, user, backend=BACKEND)
    now = timezone.now().isoformat()
    request.session[SINCE] = request.session[SEEN] = now
    request.session.update(kept)


class SignedInMiddleware:
    """End sessions that have lasted too long, and keep the pages of a person out of every cache.

    What somebody sends whose session has ended is kept, and they come back to it after signing in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a session that is over is ended first."""
        if SESSION_KEY in request.session and not still_lasts(request, timezone.now()):
            logout(request)
        was_signed_in = SESSION_KEY in request.session
        response = self.get_response(request)
        if KEPT_UNTIL in request.session:
            forget_kept_form(request, timezone.now(), is_sent=was_signed_in and request.method == "POST")
        is_stopped = request.method == "POST" and response.headers.get("Location") == reverse("sign_in")
        if is_stopped and keep_form(request, client_hash_of(request), timezone.now()):
            response.headers["Location"] += f"?{urlencode({NEXT: reverse('kept_form')})}"
        if SESSION_KEY in request.session:
            patch_cache_control(response, private=True, no_store=True)
        return response


def still_lasts(request: HttpRequest, now: datetime) -> bool:
    """Check whether a session is neither idle for too long nor too old; one in use is marked as seen."""
    try:
        since = datetime.fromisoformat(request.session[SINCE])
        seen = datetime.fromisoformat(request.session[SEEN])
    except KeyError:  # not begun here
        since = seen = now
        request.session[SINCE] = request.session[SEEN] = now.isoformat()
    if now - since >= settings.SESSION_AT_MOST or now - seen >= settings.SESSION_IDLE:
        return False
    if max(since, seen) - now > CLOCK_WAS_AHEAD:
        return False
    if now - seen >= SEEN_EVERY:
        request.session[SEEN] = now.isoformat()
    return True
