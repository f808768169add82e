"""The pages of shared challenges: what is found in the figures, and what regions have picked or reported."""

from collections.abc import Mapping, Set
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.challenges.actions import (
    PickedAlready,
    pick_challenge,
    report_challenge,
    revise_challenge,
    withdraw_challenge,
)
from loftet.challenges.downloads import HEADER, finding_rows
from loftet.challenges.focus.queries import focus_cards
from loftet.challenges.forms import ReportForm, ReviseForm, WithdrawForm
from loftet.challenges.models import About, Challenge
from loftet.challenges.pictures import strips_of
from loftet.challenges.queries import card, find_finding, follow_up, not_judged, own_challenges
from loftet.challenges.regions import RegionOfPage, find_region_of_page, region_of_page
from loftet.challenges.rules import may_change, may_pick
from loftet.core.actions import Rule
from loftet.core.pages import CreatePage, EditPage, Page, PostPage, RecordPage
from loftet.core.threads import Thread
from loftet.core.verdicts import anybody
from loftet.core.words import join_words, page_language
from loftet.editions.rows import Edition
from loftet.places.models import Place
from loftet.status.downloads import csv_response
from loftet.status.edition import edition_of, kept_query, store
from loftet.status.queries.chosen import MOST_CHOSEN, PlaceInEdition, chosen_places
from loftet.status.region.shared import StripPair
from loftet.status.shared_challenges.queries import ChallengesPage, challenges_page, known_of
from loftet.status.views.choosing import CHOOSE
from loftet.status.views.finding import codes_of


class OfRegion(Page):
    """A page about a region; an address that it no longer has leads on to the new one."""

    rule: ClassVar[Rule] = may_pick
    subject: Place
    here: RegionOfPage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the region, and answer."""
        assert request.resolver_match is not None
        found = find_region_of_page(request, kwargs["place"], request.resolver_match.url_name or "")
        if isinstance(found, HttpResponse):
            return found
        self.here = found
        return super().dispatch(request, *args, **kwargs)

    def get_subject(self) -> Place:
        """Return the region."""
        return self.here.region

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the region as the edition has it."""
        return super().get_context(here=self.here, **more)


class RegionChallenges(OfRegion):
    """The challenges that the municipalities of a region share, and those that they have made theirs."""

    rule = anybody
    template_name = "challenges/pages/region.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return what was found and what was picked or reported."""
        here = self.here
        own = own_challenges(here.region, not_judged(store(), here.edition, here.members))
        may_pick_here = bool(may_pick(self.actor, here.region))
        found = None
        if here.edition is not None and here.members:
            found = challenges_page(store(), here.edition, here.region.name, here.members)
        found_keys = keys_of(found)
        return super().get_context(**more) | {
            "own": own,
            "picked": {one.key: one.pk for one in own if one.is_found},
            "beside": [one.slug for one in here.members][:MOST_CHOSEN],
            "may_pick": may_pick_here,
            "focus_areas": focus_cards(self.actor, here.region, {one.pk: one.name for one in own}),
            "may_begin": may_pick_here and bool(own),
            "page": found,
            "strips": self._strips(found_keys),
            "own_strips": self._strips({one.key for one in own if one.is_found} - found_keys),
        }

    def _strips(self, keys: Set[str]) -> Mapping[str, StripPair]:
        return strips_of(store(), self.here.edition, self.here.members, keys)

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show the challenges."""
        return self.answer()


class RegionChallengesFile(OfRegion):
    """Every finding about a region as a file."""

    rule = anybody

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponseBase:
        """Return the file."""
        region, edition, members = self.here.region, self.here.edition, self.here.members
        if edition is None or not members:
            raise Http404(_("This edition has no figures for %(place)s.") % {"place": region.name})
        rows = finding_rows(known_of(store(), edition, members))
        return csv_response(request, f"utfordringer-{region.slug}", rows, edition, HEADER)


class ChosenChallenges(Page):
    """The challenges that the municipalities that a reader names share."""

    rule = anybody
    template_name = "challenges/pages/chosen.html"

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show the challenges."""
        edition, members = named_members(request)
        if edition is None or not members:
            raise Http404(_("Choose the municipalities, each as «sted=» in the address."))
        name = join_words([one.name for one in members])
        found = challenges_page(store(), edition, name, members)
        strips, slugs = strips_of(store(), edition, members, keys_of(found)), [one.slug for one in members]
        return self.answer(page=found, name=name, slugs=slugs, beside=slugs, strips=strips)


def keys_of(page: ChallengesPage | None) -> set[str]:
    """Return the indicators that a page of what was found draws."""
    return {one.key for one in (*page.challenges, *page.strengths)} if page else set()


def named_members(request: HttpRequest) -> tuple[Edition | None, tuple[PlaceInEdition, ...]]:
    """Return the municipalities that an address names, eight at most."""
    edition = edition_of(request)
    if edition is None:
        return None, ()
    chosen = chosen_places(request.GET.getlist(CHOOSE), edition, codes_of(store(), edition))
    return edition, tuple(one for one in chosen.places if one.kind == "municipality")[:MOST_CHOSEN]


class PickChallenge(OfRegion, PostPage):
    """The button that makes a finding the region's own."""

    rule = may_pick

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Pick the finding, and go to its page."""
        edition, members = self.here.edition, self.here.members
        kind, key = request.POST.get("about", ""), request.POST.get("key", "")
        about = About(kind) if kind in About.values else None
        found = find_finding(store(), edition, members, about, key) if edition and about else None
        if found is None:
            raise Http404(_("The figures of this edition show no such shared challenge."))
        try:
            made = pick_challenge(self.subject, found, page_language(), actor=self.actor)
        except PickedAlready as already:
            messages.info(request, str(already))
            return redirect(reverse("challenges", args=[self.subject.slug]) + kept_query(request))
        done = _("The challenge is now the region's own. What the figures say today is kept.")
        messages.success(request, done)
        return redirect(made.get_absolute_url() + kept_query(request))


class InEdition:
    """A form whose page leads on in the edition that it was read in."""

    request: HttpRequest
    saved: Challenge

    def get_success_url(self) -> str:
        """Return the address of the challenge, in the edition of the page."""
        return self.saved.get_absolute_url() + kept_query(self.request)


class ReportChallenge(InEdition, OfRegion, CreatePage):
    """Report what the national tables do not know."""

    rule = may_pick
    template_name = "challenges/pages/report.html"
    form_class = ReportForm
    success = gettext_lazy("The challenge is reported.")

    def save(self, form: ReportForm) -> Challenge:
        """Create the challenge."""
        return report_challenge(self.subject, form.changes, page_language(), actor=self.actor)


class OnChallenge(Page):
    """A page about one challenge, then and now; the answer to its forms is the same page."""

    rule: ClassVar[Rule] = may_change
    template_name = "challenges/pages/challenge.html"
    subject: Challenge

    def get_subject(self) -> Challenge:
        """Return the challenge that the address names."""
        found = Challenge.objects.select_related("region").filter(pk=self.kwargs["number"]).first()
        if found is None:
            raise Http404(_("There is no such challenge."))
        return found

    @cached_property
    def here(self) -> RegionOfPage:
        """Return the region as the edition has it."""
        return region_of_page(self.request, self.subject.region)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the challenge then and now, with a form that was refused in the place of an empty one."""
        one, here, form = self.subject, self.here, more.get("form")
        return super().get_context(**more) | {
            "challenge": one,
            "card": card(one, not_judged(store(), here.edition, here.members)),
            "follow_up": follow_up(store(), here.edition, here.members, one),
            "strips": strips_of(store(), here.edition, here.members, {one.key} - {""}).get(one.key),
            "here": here,
            "may_change": bool(may_change(self.actor, one)),
            "revise_form": form if isinstance(form, ReviseForm) else ReviseForm(instance=one),
            "withdraw_form": form if isinstance(form, WithdrawForm) else WithdrawForm(instance=one),
        }


class ChallengePage(OnChallenge, RecordPage):
    """A challenge then and now, for all to read."""

    rule = anybody
    spot = "challenge"

    def get_thread(self) -> Thread:
        """Return what the challenge became; it is where the thread begins."""
        return Thread(_("This challenge"), coming="" if self.subject.withdrawn else _("Need"))


class ReviseChallenge(InEdition, OnChallenge, PostPage, EditPage):
    """The form that writes what the region says of a challenge."""

    rule = may_change
    form_class = ReviseForm
    action = revise_challenge
    success = gettext_lazy("What you wrote is kept.")


class WithdrawChallenge(InEdition, OnChallenge, PostPage, EditPage):
    """The form that withdraws a challenge, with a reason."""

    rule = may_change
    form_class = WithdrawForm
    action = withdraw_challenge
    success = gettext_lazy("The challenge is withdrawn. Its page stays, with the reason.")
