"""One pool: its public face, and what the buyers alone see of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import Button, HiddenRecordMixin, Page, RecordPage
from loftet.core.verdicts import Denied
from loftet.decisions.legal_bases import cited
from loftet.needs.announced.queries import planned_alike
from loftet.needs.queries import challenge_name, needs_read_by
from loftet.people.models import Organisation
from loftet.pools.actions import FEWEST_BUYERS
from loftet.pools.models import Certainty, Pool, Specification
from loftet.pools.picture import growth, pledges_picture
from loftet.pools.prices import Prices, prices_of
from loftet.pools.queries import (
    Overview,
    could_note_for,
    could_pledge_for,
    least_volumes,
    overview,
    pools_read_by,
    specification_of,
)
from loftet.pools.rules import (
    STATES,
    answers_are_closed,
    firms_of,
    may_answer,
    may_change,
    may_commit,
    may_declare,
    may_end,
    may_see,
    sees_prices,
)
from loftet.pools.sentences import (
    buyers_title,
    finding,
    public_title,
    share_lines,
    threshold_name,
)
from loftet.pools.values import round_up
from loftet.solutions.rules import is_confirmed_supplier


class OfPool(HiddenRecordMixin, Page):
    """A page about a pool; one that is hidden is not there, and a reader without sign-in learns nothing."""

    missing = _("There is no such joint purchase.")
    read_by = pools_read_by


class PoolPage(OfPool, RecordPage):
    """One pool: what is pledged, who could join, the threshold; and for the buyers when it pays."""

    rule = may_see
    model = Pool
    template_name = "pools/pages/pool.html"
    spot = "pool"

    @cached_property
    def seen(self) -> Overview:
        """Return the pool with its members, as both faces of the page read it."""
        return overview(self.subject, self.actor)

    @cached_property
    def is_closed(self) -> bool:
        """Check whether no firm can answer any more."""
        return answers_are_closed(self.actor, self.subject)

    @cached_property
    def is_buyer(self) -> bool:
        """Check whether the reader may see what firms have answered, once that is closed."""
        return bool(sees_prices(self.actor, self.subject))

    @cached_property
    def prices(self) -> Prices | None:
        """Return what the answers come to; they are computed only for those who may see them."""
        return prices_of(self.subject, self.seen.members) if self.is_buyer and self.is_closed else None

    @cached_property
    def specification(self) -> Specification | None:
        """Return what is asked for together, in its newest version."""
        return specification_of(self.subject)

    def get_title(self) -> Any:
        """Return what is pledged, and to the buyers when it pays."""
        if self.prices is not None and self.prices.shares:
            return buyers_title(self.seen, self.prices)
        return public_title(self.seen)

    def get_buttons(self) -> Iterable[Button]:
        """Return what can be done: the first one is the page's filled button; ending it is a link below."""
        found = [*self._firms(), *self._leads(), *self._members(), *self._steps()]
        for number, one in enumerate(found):
            yield replace(one, filled=number == 0)

    def _firms(self) -> Iterable[Button]:
        if may_answer(self.actor, self.subject):
            yield Button(_("Answer with prices"), reverse("pool_answer", args=[self.subject.pk]), sends=False)

    def _refused_firm(self) -> dict[str, Any] | None:
        """Return the actor's firm that cannot answer, and why; None where one can, or there is none."""
        keys = firms_of(self.actor.permissions)
        verdicts = [(one, is_confirmed_supplier(one)) for one in Organisation.objects.filter(pk__in=keys)]
        denied = [{"firm": one, "reason": no.reason} for one, no in verdicts if isinstance(no, Denied)]
        return denied[0] if denied and len(denied) == len(verdicts) else None

    def _leads(self) -> Iterable[Button]:
        if may_change(self.actor, self.subject) and self.specification is None:
            address = reverse("pool_specify", args=[self.subject.pk])
            yield Button(_("Write what you ask for together"), address, sends=False)

    def _members(self) -> Iterable[Button]:
        """Return the pledges that somebody can make, or can make firmer."""
        firm = {one.organisation_id for one in self.seen.members if one.certainty == Certainty.COMMITTED}
        inside = {one.organisation_id for one in self.seen.members}
        for one in self.pledges_for:
            is_inside = one.pk in inside
            if one.pk not in firm and (not is_inside or may_commit(self.actor, one)):
                words = _("Commit %(name)s") if is_inside else _("Join with %(name)s")
                address = reverse("pool_pledge", args=[self.subject.pk, one.slug])
                yield Button(words % {"name": one.short_name}, address, sends=False)

    @cached_property
    def pledges_for(self) -> Sequence[Organisation]:
        """Return the organisations that the reader may pledge for now."""
        return could_pledge_for(self.actor, self.subject)

    def _steps(self) -> Iterable[Button]:
        firm = sum(one.certainty == Certainty.COMMITTED for one in self.seen.members)
        for step in STATES.open_to(self.actor, self.subject):
            if step.name == "freeze" and firm < FEWEST_BUYERS:
                continue  # the form would refuse it
            if not step.danger:  # each of the others has a form of its own
                yield Button(step.words, reverse(f"pool_{step.name}", args=[self.subject.pk]), sends=False)

    def get_last_day(self) -> date | None:
        """Return the last day to join, until it is frozen."""
        return None if self.subject.frozen else self.subject.joins_until

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the pool as its reader may see it: the prices of firms are in it for buyers alone."""
        pool, actor = self.subject, self.actor
        pays = self.prices.pays_from if self.prices else None
        line = pool.least_volume if pays is None else round_up(pays)
        lines = share_lines(self.seen, self.prices) if self.prices else ()
        return super().get_context(**more) | {
            "seen": self.seen,
            "is_buyer": self.is_buyer,
            "is_closed": self.is_closed,
            "refused": self._refused_firm(),
            "prices": self.prices,
            "lines": lines,
            "gain": sum(one.gain for one in lines),
            "answered": pool.answers.count() if self.is_buyer else 0,
            "least": least_volumes(pool) if self.is_closed else None,
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
            "own": [one for one in self.seen.members if one.organisation in self.pledges_for],
            "notes_for": could_note_for(actor, pool, self.seen.members),
            "may_change": bool(may_change(actor, pool)),
            "may_end": bool(may_end(actor, pool)),
            "hidden_cited": cited(pool.hidden_basis) if pool.hidden_basis else "",
            "may_declare": bool(may_declare(actor, pool)),
            "planned": () if pool.frozen else planned_alike(pool.cpv, actor.today),
            "challenge_name": challenge_name(pool.challenge),
            "came_from": list(
                needs_read_by(actor.permissions).filter(pools=pool).select_related("organisation")
            ),
        }
