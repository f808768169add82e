"""The price form of a firm, and the declaration of somebody who stands too close to a pool."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from loftet.core.pages import FormPage, VersionPage
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import Disqualification
from loftet.pools.actions import answer_of, answer_prices
from loftet.pools.forms import AnswerForm, DisqualifiedForm
from loftet.pools.models import Answer
from loftet.pools.pages.pool import OfPool
from loftet.pools.queries import specification_of
from loftet.pools.rules import may_answer, may_declare


class PriceAnswer(OfPool, FormPage):
    """Answer with indicative prices, on the same form and until the same day as all."""

    rule = may_answer
    title = _("Indicative prices")
    template_name = "pools/pages/answer.html"
    button = _("Keep the answer")
    success = _(
        "The answer is kept. Nobody reads it before the day has passed, or the purchase is announced."
    )
    form_class = AnswerForm

    @cached_property
    def row(self) -> Answer:
        """Return the answer of the firm, which may not be made yet."""
        return answer_of(self.subject, self.actor)

    def get_form_options(self) -> dict[str, Any]:
        """Return the answer as the form's instance."""
        return {"instance": self.row}

    def save(self, form: AnswerForm) -> Answer:
        """Save the answer on the version that was read."""
        return answer_prices(self.subject, form.changes, form.cleaned_data["version"] or 0, actor=self.actor)

    def newest(self, form: AnswerForm) -> int:
        """Return the version that the answer has now, with both texts in the form."""
        stored = answer_of(self.subject, self.actor)
        if stored.pk is None:
            return 0
        form.instance.pk = stored.pk
        return form.show_conflict()

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form with the firm and what is asked for."""
        return super().get_context(firm=self.row.firm, specification=specification_of(self.subject), **more)


class PoolDisqualify(OfPool, VersionPage):
    """Declare to be disqualified, or to advise bidders: the buyers' face is then closed to the person."""

    rule = may_declare
    title = _("Are you disqualified («inhabil»)?")
    lead = _(
        "If you stand close to somebody who may bid, or advise bidders, the prices of firms are closed to "
        "you. You can lift it on your own page when it no longer holds."
    )
    template_name = "pools/pages/form.html"
    button = _("Declare it")
    success = _("You have declared it. What firms answer is closed to you.")
    form_class = DisqualifiedForm

    def run(self, written: dict[str, Any]) -> Disqualification:
        """Save what is declared."""
        pool, person = self.subject, self.actor.person
        told = {"reason": written["reason"], "scope": pool.lead.slug}
        return declare_disqualified(person, pool, now=self.actor.now, **told)
