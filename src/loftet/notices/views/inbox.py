"""The inbox.

To open a notice is a button and not a link: it marks the notice as read, and reading an address must change
nothing, for mail scanners and browsers that look ahead follow links. What letters hold are links to the
things themselves, which mark nothing.
"""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from loftet.core.export import csv_file_response
from loftet.core.paging import wanted_page
from loftet.notices.actions.own import mark_read
from loftet.notices.models import Notice
from loftet.notices.queries import inbox as queries
from loftet.notices.tasks import tasks_for
from loftet.people.access import permissions_of, signed_in, user_of

WORDS, SHOW = "q", "vis"
UNREAD = "uleste"
LONGEST_SEARCH = 100


def asked_of(request: HttpRequest) -> queries.InboxFilter:
    """Read what is asked for."""
    return queries.InboxFilter(
        words=request.GET.get(WORDS, "").strip()[:LONGEST_SEARCH],
        only_unread=request.GET.get(SHOW) == UNREAD,
    )


def kept(asked: queries.InboxFilter) -> str:
    """Return the query that asks the same, but for the page."""
    words = {WORDS: asked.words} if asked.words else {}
    return urlencode(words | ({SHOW: UNREAD} if asked.only_unread else {}))


def here(request: HttpRequest) -> str:
    """Return the query of the page at hand, which its buttons carry so that they lead back to it."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


@signed_in
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what waits, then what the person was told."""
    asked, today = asked_of(request), timezone.localdate()
    context = {
        "inbox": queries.inbox(user_of(request), asked, wanted_page(request), today),
        "asked": asked,
        "kept": kept(asked),
        "here": here(request),
        "waiting": tasks_for(permissions_of(request), today),
    }
    return render(request, "notices/inbox.html", context)


@signed_in
@require_safe
def inbox_csv(request: HttpRequest) -> HttpResponse:
    """Return what was asked for as a file, on all pages."""
    found, _in_all, _unread = queries.everything(user_of(request), asked_of(request), timezone.localdate())
    header = ("when", "read", "organisation", "notice", "reason", "address")
    rows = (
        (when(one.when), when(one.read), one.organisation, one.sentence, one.reason, one.address)
        for one in found
    )
    return csv_file_response("loftet-notices", header, rows)


def when(moment: datetime | None) -> str:
    """Write a moment as a file holds it."""
    return moment.isoformat(timespec="seconds") if moment else ""


def own_notice(request: HttpRequest, notice: int) -> Notice:
    """Find a notice of the person's own that may still be read."""
    return get_object_or_404(Notice.objects.of(user_of(request).pk, timezone.localdate()), pk=notice)


@signed_in
@require_POST
def open_notice(request: HttpRequest, notice: int) -> HttpResponse:
    """Mark a notice as read, and lead to what it is about."""
    row = own_notice(request, notice)
    mark_read(user_of(request), timezone.now(), [row.pk])
    return redirect(row.address)


@signed_in
@require_POST
def read_notice(request: HttpRequest, notice: int) -> HttpResponse:
    """Mark a notice as read, and stay."""
    mark_read(user_of(request), timezone.now(), [own_notice(request, notice).pk])
    return back(request)


@signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    number = mark_read(user_of(request), timezone.now())
    text = ngettext(
        "%(number)d notice is marked as read.", "%(number)d notices are marked as read.", number
    ) % {"number": number}
    messages.success(request, text if number else _("There was nothing unread."))
    return back(request)


def back(request: HttpRequest) -> HttpResponse:
    """Lead back to the page of the inbox that the button stood on."""
    return redirect(f"{reverse('inbox')}{here(request)}#told")
