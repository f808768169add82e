"""A pledge: written, changed, taken back; and the declaration of somebody who stands too close."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import FormPage, VersionPage
from loftet.core.saving import denial_as_form_error
from loftet.people.models import Organisation
from loftet.people.pages.disqualify import DisqualifyPage
from loftet.pools.actions import pledge, pledge_of, withdraw_pledge
from loftet.pools.forms import PledgeForm
from loftet.pools.models import Pledge, Pool
from loftet.pools.pages.base import OfPool
from loftet.pools.queries import first_pledge
from loftet.pools.rules import may_commit, may_pledge, may_withdraw, sees_costs


class OfPledge(OfPool, FormPage):
    """A page about the pledge of an organisation, which may not be made yet."""

    def get_subject(self) -> Pledge:
        """Return the pledge, or answer 404."""
        pool: Pool = super().get_subject()
        return pledge_of(pool, get_object_or_404(Organisation, slug=self.kwargs["organisation"]))

    def get_success_url(self) -> str:
        """Return the address of the pool."""
        return str(self.subject.get_absolute_url())


class PledgeEdit(OfPledge):
    """Join with a volume, or change it."""

    rule = may_pledge
    button = _("Pledge the volume")
    success = _("The volume is pledged.")
    form_class = PledgeForm

    @property
    def may_leave(self) -> bool:
        """Check whether the pledge can be taken back."""
        return bool(may_withdraw(self.actor, self.subject))

    def get_title(self) -> Any:
        """Return who pledges."""
        return gettext("How much does %(name)s bring?") % {"name": self.subject.organisation.name}

    def get_lead(self) -> Any:
        """Return what it is about, and until when."""
        return self.subject.pool.title

    def get_form_options(self) -> dict[str, Any]:
        """Return the pledge as the form's instance; of a new one, what its own need says is filled in."""
        row: Pledge = self.subject
        more = {} if row.pk else {"initial": first_pledge(row.pool, row.organisation)}
        return more | {"instance": row, "may_commit": may_commit(self.actor, row.organisation)}

    def save(self, form: PledgeForm) -> Pledge:
        """Save the pledge on the version that was read; who may not commit is told at the field."""
        row, version = self.subject, form.cleaned_data["version"] or 0
        with denial_as_form_error():
            return pledge(row.pool, row.organisation, form.changes, version, actor=self.actor)

    def newest(self, form: PledgeForm) -> int:
        """Return the version that the pledge has now, with both texts in the form."""
        form.instance.pk = pledge_of(self.subject.pool, self.subject.organisation).pk
        return form.show_conflict()


class PledgeWithdraw(OfPledge, VersionPage):
    """Take a pledge back."""

    rule = may_withdraw
    template_name = "pools/pages/withdraw.html"
    button = _("Take the pledge back")
    success = _("The pledge is taken back.")

    def get_title(self) -> Any:
        """Return the question."""
        return gettext("Does %(name)s leave the joint purchase?") % {"name": self.subject.organisation.name}

    def run(self, _written: dict[str, Any]) -> Pledge:
        """Withdraw it on the version that was read."""
        return withdraw_pledge(self.subject, actor=self.actor)


class PoolDisqualify(OfPool, DisqualifyPage):
    """Declare to be disqualified, or to advise bidders: the buyers' face is then closed to the person."""

    rule = sees_costs
    lead = _(
        "If you stand close to somebody who may bid, or advise bidders, what the buyers pay is closed to "
        "you. You can lift it on your own page when it no longer holds."
    )
    success = _("You have declared it. What the buyers pay is closed to you.")

    def get_scope(self) -> str:
        """Return the buyer that leads."""
        return str(self.subject.lead.slug)
