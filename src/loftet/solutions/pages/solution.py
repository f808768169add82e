"""One solution: its page, the steps without a form, and what a municipality answers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from loftet.core.pages import AnswerPage, HiddenRecordMixin, Link, Page, RecordPage, StepPage
from loftet.core.verdicts import Denied
from loftet.core.words import Words
from loftet.needs.models import Need
from loftet.places.ladder import Rung
from loftet.places.models import Place
from loftet.solutions.actions.solutions import publish_solution, renew_solution, withdraw_solution
from loftet.solutions.actions.uses import confirm_use, deny_use
from loftet.solutions.models import Evidence, Solution, State, Use
from loftet.solutions.queries import uses_of
from loftet.solutions.rules import STATES, is_complete, may_answer, may_change, may_publish, may_see
from loftet.solutions.sentences import answer_sentence, lacks
from loftet.suppliers.models import IS_CONFIRMED_FIRST


class OfSolution(HiddenRecordMixin, Page):
    """A page about a solution; one that is hidden is not there, and who is not signed in learns nothing."""

    missing = _("There is no such solution.")
    subject_model = Solution


class SolutionPage(OfSolution, RecordPage):
    """One solution: how far it has spread, how sure its effect is, whom to ask."""

    rule = may_see
    template_name = "solutions/pages/solution.html"
    states, step_url = STATES, "solution_step"
    spot = "solution"
    links = (
        Link(_("Change the text"), "solution_what", may_change, look="button"),
        Link(_("Change goals and codes"), "solution_tags", may_change),
        Link(_("Change price and place"), "solution_terms", may_change),
    )

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the solution with its ladders, where it is in use, and what its own people read alone."""
        solution, actor = self.subject, self.actor
        is_own = actor.permissions.has(solution.organisation)
        lines = uses_of(solution, actor, is_own=is_own)
        needs = Need.objects.visible_to(actor).select_related("organisation")
        return super().get_context(**more) | {
            "is_own": is_own,
            "may_change": bool(self.may(may_change)),
            "denied": self.why_not(),
            "answer": answer_sentence(lines),
            "rungs": [one for one in Rung if one],
            "evidence": Evidence,
            "uses": lines,
            "need": needs.filter(pk=solution.need_id).first() if solution.need_id else None,
            "lacks": lacks(solution) if is_own else [],
            "delivers": Place.objects.filter(slug__in=solution.delivers).order_by("sort_key"),
            "has_profile": solution.organisation.kind in IS_CONFIRMED_FIRST,
        }

    def why_not(self) -> Words:
        """Return why a draft of one's own cannot be published yet."""
        solution = self.subject
        if solution.state == State.OPEN or not self.may(may_change):
            return ""
        verdict = is_complete(solution) and may_publish(self.actor, solution)
        return verdict.reason if isinstance(verdict, Denied) else ""


class SolutionStep(OfSolution, StepPage):
    """Publish, renew or withdraw a solution."""

    rule = may_see
    states = STATES
    steps = {"publish": publish_solution, "renew": renew_solution, "withdraw": withdraw_solution}
    done = {
        "publish": _("The solution is published. Everybody reads it."),
        "renew": _("The solution is shown for a year more."),
        "withdraw": _("The solution is withdrawn. Your own organisation reads it still."),
    }


class UseAnswer(HiddenRecordMixin, AnswerPage):
    """A municipality confirms or denies that it uses a solution."""

    rule = may_answer
    subject_model, missing = Use, OfSolution.missing
    success = _("Thank you. The answer is kept.")
    answers = {"ja": confirm_use, "nei": deny_use}
