"""The forms of the lead buyer, from a new pool to its announcement, and the buyers' own prices."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from loftet.core.pages import EditPage, StepPage, VersionPage
from loftet.pools.actions import (
    change_pool,
    end_pool,
    freeze_pool,
    open_pool,
    specify_pool,
)
from loftet.pools.forms import (
    FreezeForm,
    OpenForm,
    SpecificationForm,
    TermsForm,
)
from loftet.pools.models import Certainty, Pledge, Pool
from loftet.pools.pages.base import OfPool
from loftet.pools.queries import buyers_as_read, members_of
from loftet.pools.rules import STATES, may_change, may_end, may_freeze, may_open


class PoolTerms(OfPool, EditPage):
    """Change what a pool is about, until when others join, and its lead buyer."""

    rule = may_change
    title = _("Change the joint purchase")
    lead = _("Those who have joined are told.")
    form_class = TermsForm
    action = change_pool


class PoolSpecify(OfPool, VersionPage):
    """Write a new version of what is asked for together."""

    rule = may_change
    title = _("What you ask for together")
    lead = _("Each version stays. Those who have joined are told of a new one.")
    button = _("Keep as a new version")
    success = _("The new version is kept.")
    form_class = SpecificationForm
    action = specify_pool

    def get_form_options(self) -> dict[str, Any]:
        """Return the version that counts, to be written on."""
        now = self.subject.specifications.first()
        return {"initial": {"version": self.subject.version, "text": now.text if now else ""}}


class PoolFreeze(OfPool, VersionPage):
    """Freeze the pool as the purchase is announced."""

    rule = may_freeze
    title = _("Announce the joint purchase")
    lead = _("All who may buy must be named in the notice. After this nobody joins, and nothing is changed.")
    template_name = "pools/pages/freeze.html"
    button = _("Freeze, and announce")
    success = _("The joint purchase is frozen. Its buyers are named.")
    form_class = FreezeForm
    is_changed = False

    @cached_property
    def members(self) -> Sequence[Pledge]:
        """Return the pledges that stand: what the page shows is also what its form names."""
        return members_of(self.subject)

    def get_form_options(self) -> dict[str, Any]:
        """Return the version and the buyers that are read."""
        return {"initial": {"version": self.subject.version, "buyers": buyers_as_read(self.members)}}

    def run(self, written: dict[str, Any]) -> Pool:
        """Return the pool, frozen with the buyers that were read."""
        return freeze_pool(self.subject, {"notice": written["notice"]}, written["buyers"], actor=self.actor)

    def newest(self, form: Any) -> int:
        """Return the version that is stored now; the buyers are read again."""
        self.is_changed = True
        self.__dict__.pop("members", None)
        return super().newest(form)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form with the buyers, and those who will not be among them."""
        members = self.members
        if self.is_changed:  # a new list is ticked by itself
            form = more["form"]
            form.data = form.data.copy()
            form.data["buyers"] = buyers_as_read(members)
            form.data.pop("sure", None)
        buyers = [one for one in members if one.certainty == Certainty.COMMITTED]
        return super().get_context(
            buyers=buyers,
            volume=sum(one.amount for one in buyers),
            most=sum(one.max_value or 0 for one in buyers),
            left_out=[one for one in members if one.certainty != Certainty.COMMITTED],
            **more,
        )


class PoolOpen(OfPool, EditPage):
    """Open a pool to everybody, and answer on the journal and on what stays hidden."""

    rule = may_open
    title = _("Open the joint purchase to everybody")
    lead = _("Everybody reads who is in, with which volume, and what you ask for. It cannot be hidden again.")
    button = _("Open it to everybody")
    success = _("Everybody can read it now.")
    form_class = OpenForm
    action = open_pool


class PoolStep(OfPool, StepPage):
    """End a pool."""

    rule = may_end
    states = STATES
    steps = {"end": end_pool}
