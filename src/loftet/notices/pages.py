"""The pages of notices: the inbox, what is followed, and what a person wants to hear of.

Opening a notice is a button and not a link: it marks the notice as read, and reading an address must change
nothing, because mail scanners and browsers follow links. Letters hold links to the things themselves, which
mark nothing.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from loftet.core.export import csv_file_response
from loftet.core.pages import Column, FormPage, ListPage, PostPage
from loftet.core.pages.lists import NUMBER
from loftet.core.verdicts import Denied, NotAllowed, anybody
from loftet.notices.actions.own import follow_subject, mark_read, read_notice, save_settings, stop_following
from loftet.notices.filters import FollowFilters, NoticeFilters
from loftet.notices.forms import NotificationSettingsForm
from loftet.notices.models import Follow, Notice
from loftet.notices.panels import works_for_several
from loftet.notices.queries import unread
from loftet.notices.queries.following import describe, still_open, topic_choices, wants_letter
from loftet.notices.queries.texts import text_of
from loftet.notices.rules import is_own, may_follow
from loftet.notices.signed import Thing, read_thing_word
from loftet.notices.tasks import asked
from loftet.notices.waiting import tasks_of
from loftet.people.actor import Actor
from loftet.people.pages.base import SignedInPage

NOT_THIS = Denied(gettext_lazy("The button has expired, or was somebody else’s. Open the page again."))
ON_A_PAGE, NOTICES_ON_A_PAGE = 40, 8


def in_file(moment: datetime | None) -> str:
    """Return a moment as a file holds it."""
    return moment.isoformat(timespec="seconds") if moment else ""


class InboxPage(SignedInPage, ListPage):
    """The inbox: what waits for the person, then what the person was told."""

    rule = anybody  # each person sees their own
    template_name = "notices/pages/inbox.html"
    filters = NoticeFilters
    page_size = NOTICES_ON_A_PAGE
    file_name = "loftet-notices"
    columns = (
        Column("when", "", lambda one: in_file(one.when)),
        Column("read", "", lambda one: in_file(one.read)),
        Column("organisation", ""),
        Column("notice", "", lambda one: text_of(one).sentence),
        Column("reason", ""),
        Column("address", ""),
    )

    def get_rows(self) -> QuerySet[Notice]:
        """Return what the person may read, the newest first."""
        return Notice.objects.of(self.actor.person.pk, self.actor.today)

    def lines(self, rows: Any) -> list[Any]:
        """Return the notices of a page in words."""
        return [text_of(one) for one in rows]

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the page of notices beside what waits."""
        return super().get_context(
            has_any=self.get_rows().exists(),
            unread=unread(self.actor.person.pk, self.actor.today),
            filters={one.name: one.value() or "" for one in self.filtered.form},
            here=query_of(self.request),
            waiting=asked(tasks_of(self.request)),
            several=works_for_several(self.actor),
            **more,
        )


def query_of(request: HttpRequest) -> str:
    """Return the query of a page, which its buttons carry so that they lead back to it."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


def to_inbox(request: HttpRequest) -> HttpResponse:
    """Return the redirect to the page of the inbox that a button stood on."""
    return redirect(f"{reverse('inbox')}{query_of(request)}#told")


class NoticeButton(SignedInPage, PostPage):
    """A button beside one of the person's own notices, that may still be read."""

    rule = is_own
    subject: Notice

    def get_subject(self) -> Notice:
        """Return the notice."""
        own = Notice.objects.of(self.actor.person.pk, self.actor.today)
        return get_object_or_404(own, pk=self.kwargs["notice"])

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Mark the notice as read, and stay."""
        read_notice(self.subject, actor=self.actor)
        return to_inbox(request)


class OpenNotice(NoticeButton):
    """The button that opens a notice."""

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Mark the notice as read, and lead to what it is about."""
        return redirect(read_notice(self.subject, actor=self.actor).address)


class ReadAll(SignedInPage, PostPage):
    """The button that marks everything as read."""

    rule = anybody  # it marks the person's own

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Mark it, and say how much it was."""
        number = mark_read(self.actor.person, self.actor.now)
        text = ngettext(
            "%(number)d notice is marked as read.", "%(number)d notices are marked as read.", number
        ) % {"number": number}
        messages.success(request, text if number else _("There was nothing unread."))
        return to_inbox(request)


class SettingsPage(SignedInPage, FormPage):
    """The settings of what a person wants to hear of, and a page of what the person follows."""

    rule = anybody  # each person sees their own
    template_name = "notices/pages/settings.html"
    form_class = NotificationSettingsForm
    success = gettext_lazy("What you want to hear of is kept.")
    success_url = ("notice_settings",)

    def get_form_options(self) -> dict[str, Any]:
        """Return every topic of notices, and whether the letter is wanted."""
        user = self.actor.person
        return {"topics": topic_choices(user), "initial": {"weekly_letter": wants_letter(user)}}

    def save(self, form: NotificationSettingsForm) -> None:
        """Save the settings."""
        letter = form.cleaned_data["weekly_letter"]
        save_settings(weekly_letter=letter, wanted=form.wanted, actor=self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return a page of what is followed beside the form."""
        words = self.request.GET.get("q", "").strip()
        found = found_follows(self.request, self.actor)
        rows = Paginator(found, ON_A_PAGE).get_page(self.request.GET.get(NUMBER))
        return super().get_context(
            rows=rows,
            followed=describe(list(rows), self.actor),
            words=words,
            kept=urlencode({"q": words}) if words else "",
            wants_letter=more["form"]["weekly_letter"].value(),
            **more,
        )


def found_follows(request: HttpRequest, actor: Actor) -> QuerySet[Follow]:
    """Return what the person follows, the newest first; where words are searched, what is open alone."""
    every = Follow.objects.followed_by(actor.person)
    found = FollowFilters(request.GET, queryset=every).qs
    return still_open(found, actor) if request.GET.get("q", "").strip() else found


class FollowingFile(SignedInPage):
    """The list of what the person follows, as a file."""

    rule = anybody  # each person gets their own
    header = ("what", "address", "since", "automatic")

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file; what is no longer open to the person has no title."""
        found = describe(list(found_follows(request, self.actor)), self.actor)
        rows = ((one.label, one.address, one.since.isoformat(), one.automatic) for one in found)
        return csv_file_response("loftet-following", self.header, rows)


class FollowPage(SignedInPage, PostPage):
    """The button on a thing's own page: follow it, or stop; only those who may see it today follow it."""

    rule = anybody  # what the button is about is in the form; the action asks

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Follow or stop, and go back to the thing while the person may see it."""
        thing = read_thing_word(request.POST.get("thing", ""))
        if thing is None or thing.user != self.actor.person.pk:
            raise NotAllowed(NOT_THIS)
        subject = subject_of(thing)
        if request.POST.get("do") == "stop":
            for row in Follow.objects.followed_by(self.actor.person).about(subject):
                stop_following(row, actor=self.actor)
            messages.success(request, _("You no longer follow this."))
        else:
            follow_subject(subject, thing.address, actor=self.actor)
            messages.success(request, _("You follow this. You are told when something happens."))
        return redirect(thing.address if may_follow(self.actor, subject) else "notice_settings")


def subject_of(thing: Thing) -> Model:
    """Return what a button is about, or answer 404 where it is gone."""
    try:
        subject: Model = ContentType.objects.get_for_id(thing.kind).get_object_for_this_type(pk=thing.row)
    except ObjectDoesNotExist as gone:
        raise Http404(_("What you wanted to follow is no longer here.")) from gone
    return subject


class StopFollowing(SignedInPage, PostPage):
    """The button in the list of what is followed, that stops following a thing."""

    rule = is_own

    def get_subject(self) -> Follow:
        """Return the followed thing, of the person's own."""
        return get_object_or_404(Follow.objects.followed_by(self.actor.person), pk=self.kwargs["follow"])

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Stop, and go back to the list."""
        stop_following(self.subject, actor=self.actor)
        messages.success(request, _("You no longer follow this."))
        return redirect(f"{reverse('notice_settings')}#follows")
