"""One pool: its public face, and what the buyers alone see of it; and the forms of what it costs."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

from django.utils.translation import gettext_lazy as _

from loftet.announcements.queries import planned_alike
from loftet.challenges.queries import challenge_name
from loftet.core.pages import Button, EditPage, Link, RecordPage
from loftet.core.threads import NextStep, Stop, Thread
from loftet.core.verdicts import anybody
from loftet.core.words import Words
from loftet.needs.models import Need
from loftet.openness.legal_bases import cited
from loftet.people.models import Organisation
from loftet.pool_overview.actions import price_pool
from loftet.pool_overview.forms import CostForm, PricesForm
from loftet.pool_overview.gain import Gain, gain_of
from loftet.pool_overview.picture import growth, pledges_picture
from loftet.pool_overview.queries import Overview, overview
from loftet.pool_overview.sentences import (
    amount,
    buyers_title,
    finding,
    missing,
    public_title,
    round_up,
    share_lines,
    threshold_name,
)
from loftet.pools.actions import FEWEST_BUYERS, change_pool
from loftet.pools.models import Certainty, Pledge, Specification, State
from loftet.pools.pages.base import OfPool
from loftet.pools.queries import could_note_for, could_pledge_for
from loftet.pools.rules import STATES, may_change, may_commit, may_end, may_price, may_see, sees_costs

Act: TypeAlias = tuple[Button, NextStep]  # what can be done, and what a reader is told of it

JOINING = _("Municipalities join, and commit what they buy")
WAITING: Mapping[State, Words] = {
    State.PROPOSED: _("The members agree, and open it to everybody"),
    State.OPEN: _("It is announced, and frozen with those who have committed"),
    State.FROZEN: _("The tenders are compared, and a contract is signed"),
}
STEPS: Mapping[str, Words] = {
    "open": _("Open it to everybody, so that more can join"),
    "freeze": _("Announce it, and freeze who buys"),
}


class PoolPage(OfPool, RecordPage):
    """One pool: what is pledged, who could join, the threshold; and for the buyers when it pays."""

    rule = may_see
    template_name = "pool_overview/pages/pool.html"
    spot = "pool"

    @cached_property
    def seen(self) -> Overview:
        """Return the pool with its members, as both faces of the page read it."""
        return overview(self.subject, self.actor)

    @property
    def is_buyer(self) -> bool:
        """Check whether the reader may see what the buyers pay."""
        return bool(self.may(sees_costs))

    @cached_property
    def gain(self) -> Gain | None:
        """Return what the buyers' own prices come to; it is computed only for those who may see it."""
        return gain_of(self.subject, self.seen.members) if self.is_buyer else None

    @cached_property
    def specification(self) -> Specification | None:
        """Return what is asked for together, in its newest version."""
        found: Specification | None = self.subject.specifications.first()
        return found

    def get_title(self) -> Any:
        """Return what is pledged, and to the buyers when it pays."""
        if self.gain is not None:
            return buyers_title(self.seen, self.gain)
        return public_title(self.seen)

    def get_buttons(self) -> Iterable[Button]:
        """Return what can be done."""
        return [button for button, _next in self.steps_now]

    def get_possible_links(self) -> Iterable[Link]:
        """Return what the lead buyer changes, whom the reader answers for, and how the pool is ended."""
        pool = self.subject
        yield Link(_("Change days and lead buyer"), "pool_terms", may_change)
        yield Link(_("Estimate and joint cost"), "pool_cost", may_change)
        yield Link(_("Link needs"), "pool_needs", may_change)
        if self.specification:
            yield Link(_("Change what you ask for"), "pool_specify", may_change)
        inside = {one.organisation_id for one in self.seen.members}
        for one in self.pledges_for:  # whose rules have been asked
            if one.pk in inside:
                words = _("Change the volume of %(name)s") % {"name": one.short_name}
                yield Link(words, "pool_pledge", anybody, one.slug)
        for one in could_note_for(self.actor, pool, self.seen.members):
            words = _("Write in what %(name)s has said") % {"name": one.short_name}
            yield Link(words, "pool_note", anybody, one.slug)
        disqualify = _("Declare that you are disqualified, or advise bidders")
        yield Link(disqualify, "pool_disqualify", sees_costs)
        yield Link(_("Hand it out on an access request"), "pool_access", sees_costs)
        end = _("End it: called off or done …") if pool.frozen else _("End it without a purchase …")
        yield Link(end, "pool_step", may_end, "end", danger=True)

    @cached_property
    def steps_now(self) -> Sequence[Act]:
        """Return what can be done with what a reader is told of it, the first thing first."""
        return [*self._leads(), *self._members(), *self._steps()]

    def get_next(self) -> NextStep | None:
        """Return the first thing that the reader can do, or what the others do next."""
        pool = self.subject
        if self.steps_now:
            return self.steps_now[0][1]
        if pool.state == State.OPEN and pool.joins_until >= self.actor.today:
            return NextStep(JOINING, pool.joins_until, pool.region.name, is_yours=False)
        words = WAITING.get(State(pool.state))
        return NextStep(words, None, pool.lead.name, is_yours=False) if words else None

    def get_thread(self) -> Thread:
        """Return the challenge and the needs it came from; the procurement is what comes."""
        pool, before = self.subject, []
        if pool.challenge:
            address = pool.challenge.get_absolute_url()
            before.append(Stop(_("Challenge"), challenge_name(pool.challenge), address))
        needs = Need.objects.visible_to(self.actor).filter(pools=pool).select_related("organisation")
        before += [Stop(_("Need"), one.title, one.get_absolute_url(), one.organisation.name) for one in needs]
        coming = "" if pool.state == State.ENDED else _("Procurement")
        return Thread(_("This joint purchase"), before, coming=coming)

    def _leads(self) -> Iterable[Act]:
        if self.may(may_change) and self.specification is None:
            words = _("Write what you ask for together")
            button = self.button_to(words, "pool_specify")
            yield button, NextStep(words, self.subject.joins_until)

    def _members(self) -> Iterable[Act]:
        """Return the pledges that somebody can make, or can make firmer."""
        firm = {one.organisation_id for one in self.seen.members if one.certainty == Certainty.COMMITTED}
        inside = {one.organisation_id: one for one in self.seen.members}
        for one in self.pledges_for:
            is_inside = one.pk in inside
            if one.pk not in firm and (not is_inside or may_commit(self.actor, one)):
                words = _("Commit %(name)s") if is_inside else _("Join with %(name)s")
                button = self.button_to(words % {"name": one.short_name}, "pool_pledge", one.slug)
                yield button, self._pledging(one, inside.get(one.pk))

    def _pledging(self, organisation: Organisation, pledge: Pledge | None) -> NextStep:
        """Return how much an organisation can commit, or that it can join."""
        words: Words = _("Say how much you would buy together with the others")
        if pledge is not None:
            told = {"volume": amount(pledge.amount), "unit": self.subject.unit}
            words = _("Make the intention of %(volume)s %(unit)s a commitment") % told
        return NextStep(words, self.subject.joins_until, on_behalf_of=organisation.short_name)

    @cached_property
    def pledges_for(self) -> Sequence[Organisation]:
        """Return the organisations that the reader may pledge for now."""
        return could_pledge_for(self.actor, self.subject)

    def _steps(self) -> Iterable[Act]:
        firm = sum(one.certainty == Certainty.COMMITTED for one in self.seen.members)
        for step in STATES.open_to(self.actor, self.subject):
            if step.name == "freeze" and firm < FEWEST_BUYERS:
                continue  # the form would refuse it
            if not step.danger:  # each of the others has a form of its own
                yield self.button_to(step.words, f"pool_{step.name}"), NextStep(STEPS[step.name])

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the pool as its reader may see it: what the buyers pay is in it for them alone."""
        pool, actor = self.subject, self.actor
        pays = self.gain.pays_from if self.gain else None
        line = pool.least_volume if pays is None else round_up(pays)
        lines = share_lines(self.seen, self.gain) if self.gain else ()
        return super().get_context(**more) | {
            "seen": self.seen,
            "is_buyer": self.is_buyer,
            "gain": self.gain,
            "lines": lines,
            "saved": sum(one.gain for one in lines),
            "missing": missing(self.seen) if self.is_buyer else "",
            "may_price": bool(self.may(may_price)),
            "picture": pledges_picture(self.seen, line, _("could join")),
            "line_pays": pays is not None,
            "growth": growth(pool, actor.today),
            "specification": self.specification,
            "earlier": list(pool.specifications.all()[1:]),
            "threshold": threshold_name(self.seen),
            # To be checked by those who choose a procedure; others choose none.
            "threshold_uncertain": self.is_buyer
            and self.seen.reached is not None
            and self.seen.reached.threshold.is_uncertain(actor.today),
            "finding": finding(self.seen, line),
            "may_change": bool(self.may(may_change)),
            "hidden_cited": cited(pool.hidden_basis) if pool.hidden_basis else "",
            "planned": () if pool.frozen else planned_alike(pool.cpv, actor.today),
        }


class PoolCost(OfPool, EditPage):
    """Change the estimate, and how the joint cost is shared."""

    rule = may_change
    title = _("Estimate and joint cost")
    lead = _("Those who have joined are told.")
    form_class = CostForm
    action = change_pool


class PoolPrices(OfPool, EditPage):
    """Write in prices of the buyers' own earlier agreements: who acts for a buyer."""

    rule = may_price
    title = _("Prices of your own agreements")
    lead = _("Only those who act for the buyers read this. It shows from which volume it pays, and for whom.")
    form_class = PricesForm
    action = price_pool
