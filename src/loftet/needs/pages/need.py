"""One need: its page, and the steps without a form of their own."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from loftet.agreements.rules import organisations_written_for
from loftet.challenges.queries import challenge_name
from loftet.core.pages import Button, HiddenRecordMixin, Link, Page, RecordPage, StepPage
from loftet.core.threads import NextStep, Stop, Thread
from loftet.core.words import Words
from loftet.needs.actions import renew_need, return_need, send_need
from loftet.needs.checks import WAY_ADVICE, checks_of
from loftet.needs.models import Audience, Need, State
from loftet.needs.queries import budget_shown, figure_of_need, related
from loftet.needs.rules import STATES, may_change, may_see
from loftet.needs.sharing import sharers_of
from loftet.openness.legal_bases import cited
from loftet.openness.rules import may_hand_out
from loftet.people.models import Organisation

IN_DRAFT = _("Let a colleague read the need, so that it can be shared")
IN_REVIEW = _("Read the need, and share it or send it back")
OPEN = _("Others say if they have it, too, and firms how they would solve it")
RUN_OUT = _("The need is renewed or closed")
SEEN_BY: Mapping[str, Words] = {
    Audience.OWN: _("Seen by your own organisation"),
    Audience.REGION: _("Seen by the region"),
    Audience.PUBLIC: _("Seen by everybody"),
}


class OfNeed(HiddenRecordMixin, Page):
    """A page about a need; one that is hidden is not there, and a reader without sign-in learns nothing."""

    missing = _("There is no such need.")
    subject_model = Need
    form_template = "needs/pages/form.html"


class NeedPage(OfNeed, RecordPage):
    """One need: today and wished, where it came from, what can be done."""

    rule = may_see
    template_name = "needs/pages/need.html"
    spot = "need"
    links = (
        Link(_("Change the text"), "need_what", may_change, look="button"),
        Link(_("Change volume and time"), "need_amount", may_change),
        Link(_("Change goals and codes"), "need_tags", may_change),
        Link(_("Hand it out on an access request"), "need_access", may_hand_out),
        Link.of_step(STATES, "close", "need_close", has_form=True),
    )

    def get_buttons(self) -> Iterable[Button]:
        """Return the steps that can be taken, or that the reader has the need, too."""
        need = self.subject
        for one in self.also_ours[:1]:
            address = f"{reverse('need_create', args=[one.slug])}?behov={need.pk}"
            yield Button(_("%(name)s has this, too") % {"name": one.name}, address, sends=False)
        steps = [one for one in STATES.open_to(self.actor, need) if one.name != "close"]
        if need.state == State.OPEN and not need.is_expired:
            steps.sort(key=lambda one: one.name != "renew")
        for step in steps:
            filled = None if step.name == "renew" or need.shared is None else False
            if step.name != "share":
                yield Button(step.words, self.address_to("need_step", step.name), filled=filled)
            elif not need.is_public:  # what everybody reads cannot be opened to more
                words = step.words if need.shared is None else _("Change who reads it")
                yield self.button_to(words, "need_share", filled=filled)

    @cached_property
    def also_ours(self) -> list[Organisation]:
        """Return the organisations that the reader may say have the need, too."""
        need, actor = self.subject, self.actor
        if need.state != State.OPEN or need.is_expired or actor.permissions.has(need.organisation):
            return []
        return [one for one in organisations_written_for(actor) if one.pk != need.organisation_id]

    def get_next(self) -> NextStep | None:
        """Return what the reader can do with the need, or who does what next; nothing when it is closed."""
        need, owner = self.subject, self.subject.organisation.name
        if need.state == State.CLOSED:
            return None
        if self.also_ours:
            name = self.also_ours[0].name
            return NextStep(_("Say if you have the need, too"), need.expires_on, on_behalf_of=name)
        if need.state == State.OPEN:
            if STATES.may_take("renew", self.actor, need):
                return NextStep(_("Renew the need, or close it"), need.expires_on)
            words = RUN_OUT if need.is_expired else OPEN
            return NextStep(words, need.expires_on, owner, is_yours=False)
        if not any(self.get_buttons()):
            return NextStep(_("A colleague reads the need before it is shared"), None, owner, is_yours=False)
        return NextStep(IN_REVIEW if need.state == State.REVIEW else IN_DRAFT)

    def get_thread(self) -> Thread:
        """Return the challenge, the agreement or the need it came from, and the needs that came of it."""
        need, readable, before = self.subject, Need.objects.visible_to(self.actor), []
        if need.challenge:
            address = need.challenge.get_absolute_url()
            before.append(Stop(_("Challenge"), challenge_name(need.challenge), address))
        if need.agreement:
            before.append(Stop(_("Agreement"), need.agreement.title, need.agreement.get_absolute_url()))
        if (origin := need.derived_from) and readable.filter(pk=origin.pk).exists():
            before.append(Stop(_("Need"), origin.title, origin.get_absolute_url()))
        became = readable.filter(derived_from=need).select_related("organisation")[:10]
        after = [Stop(_("Need"), one.title, one.get_absolute_url(), one.organisation.name) for one in became]
        is_over = need.state == State.CLOSED
        return Thread(_("This need"), before, after, "" if is_over else _("Purchase or project"))

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the need with its thread, its figure and those who share it."""
        need, actor = self.subject, self.actor
        is_own = actor.permissions.has(need.organisation)
        works = is_own and need.state != State.CLOSED
        return super().get_context(**more) | {
            "is_own": is_own,
            "figure": figure_of_need(need),
            "seen_by": SEEN_BY[need.audience if need.shared else Audience.OWN],
            "budget": budget_shown(actor, need),
            "budget_cited": cited(need.budget_basis) if need.budget_hidden else "",
            "sharers": sharers_of(need, actor),
            "related": related(need, actor, actor.today),
            "changes": need.changes.order_by("-number"),
            "advice": [one for one in checks_of(need) if not one.is_met] if works else [],
            "way_advice": WAY_ADVICE.get(need.way, "") if works else "",
            "also_ours": self.also_ours,
        }


class NeedStep(OfNeed, StepPage):
    """Send, return or renew a need."""

    rule = may_see
    states = STATES
    steps = {"send": send_need, "return": return_need, "renew": renew_need}
