"""A pool as it is handed out on an access request: terms, members and what is asked for, and no price.

What the members pay is replaced by its paragraph, in every state of the pool.
"""

from typing import Any

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.needs.models import Audience, Need
from loftet.openness.files import AccessFile, AccessLine, AccessPart, lines_of, log_part, moment
from loftet.openness.journal import basis_field
from loftet.openness.legal_bases import cited
from loftet.openness.pages import AccessPage, JournalForm, hand_out_action
from loftet.people.actor import Actor
from loftet.pools.actions import acts_for_buyer
from loftet.pools.models import Certainty, Pledge, Pool
from loftet.pools.pages.base import OfPool
from loftet.pools.rules import sees_costs

TERMS = (
    *("title", "unit", "kind", "cpv", "least_volume", "unit_estimate", "cost_rule"),
    *("joins_until", "notice", "state", "journal", "journal_case"),
)
PLEDGE = ("amount", "earliest", "latest", "certainty")


def pool_file(pool: Pool, basis: str, actor: Actor) -> AccessFile:
    """Collect a pool; a bounded number of queries."""
    pledges = list(pool.pledges.select_related("organisation").prefetch_related("changes"))
    needs = pool.needs.filter(shared__isnull=False, audience=Audience.PUBLIC).select_related("organisation")
    versions = reversed(pool.specifications.all())
    return AccessFile(
        name=f"felles-innkjop-{pool.pk}",
        title=pool.title,
        organisation=pool.lead.name,
        made=actor.now,
        parts=(
            AccessPart(
                _("Joint purchase"), [AccessLine(_("lead buyer"), pool.lead.name), *lines_of(pool, TERMS)]
            ),
            AccessPart(_("Needs"), [AccessLine(one.organisation.name, one.title) for one in needs]),
            *(
                AccessPart(
                    _("What is asked for, version %(number)d") % {"number": one.number},
                    [AccessLine(_("written"), one.when), AccessLine(_("text"), one.text)],
                )
                for one in versions
            ),
            *(AccessPart(one.organisation.name, _pledge(one)) for one in pledges),
            log_part(pool, *pledges),
        ),
        withheld=[_("Joint cost, and what each one pays and has paid: %(basis)s") % {"basis": cited(basis)}],
    )


def purchases_of(need: Need) -> AccessPart:
    """Return the joint purchases that were made from a need, and that everybody may read of."""
    rows = need.pools.filter(opened__isnull=False).select_related("lead").order_by("pk")
    lines = [AccessLine(f"{one.lead.name}: {one.title}", one.get_state_display()) for one in rows]
    return AccessPart(_("Joint purchases"), lines)


def _pledge(one: Pledge) -> list[AccessLine]:
    """Return a pledge and how it grew; its maximum value is told once the purchase is announced."""
    is_buyer = one.pool.frozen is not None and one.certainty == Certainty.COMMITTED
    names, taken_back = [*PLEDGE, "max_value"] if is_buyer else PLEDGE, _("taken back")
    changes = [
        AccessLine(
            moment(row.when), f"{floatformat(row.amount, '-2g')} {row.get_certainty_display() or taken_back}"
        )
        for row in one.changes.all()
    ]
    return [*lines_of(one, names), *changes]


class PoolAccessForm(JournalForm):
    """The question of the journal, and by which paragraph costs and prices are withheld."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["basis"] = basis_field(
            gettext_lazy("By which paragraph are costs and prices withheld?"),
        )
        self.fields["basis"].required = True
        self.style_fields()


class PoolAccess(OfPool, AccessPage):
    """Hand a pool out on an access request: who acts for its buyers, and stands apart from bidders."""

    rule = sees_costs
    form_class = PoolAccessForm
    action = hand_out_action(
        "pool.handed_out",
        sees_costs,
        acts_for_buyer,
    )

    def get_form_options(self) -> dict[str, Any]:
        """Return the paragraph that was chosen when the pool was opened."""
        return {"initial": {"basis": self.subject.hidden_basis}}

    def get_file(self, form: PoolAccessForm) -> AccessFile:
        """Return the pool."""
        return pool_file(self.subject, form.cleaned_data["basis"], self.actor)
