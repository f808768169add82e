"""One solution: its page, the steps without a form, and what a municipality answers."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import ButtonPage, HiddenRecordMixin, Link, Page, RecordPage, StepPage
from loftet.core.words import Words
from loftet.needs.models import Need
from loftet.places.models import Place
from loftet.solutions.actions.solutions import publish_solution, renew_solution, withdraw_solution
from loftet.solutions.actions.uses import confirm_use, deny_use
from loftet.solutions.models import IS_CONFIRMED_FIRST, Solution, State, Use
from loftet.solutions.queries import uses_of
from loftet.solutions.rules import STATES, is_complete, may_answer, may_change, may_publish, may_see
from loftet.solutions.sentences import answer_sentence, evidence_steps, lacks, spread
from loftet.status.goal_names import goal_titles, target_titles


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
        need = solution.need
        readable = need is not None and Need.objects.visible_to(actor).filter(pk=need.pk).exists()
        return super().get_context(**more) | {
            "is_own": is_own,
            "may_change": bool(self.may(may_change)),
            "denied": self.why_not(),
            "answer": answer_sentence(solution, lines),
            "spread": spread(solution),
            "proof": evidence_steps(solution),
            "uses": lines,
            "need": need if readable else None,
            "lacks": lacks(solution) if is_own else [],
            "goals": goal_titles(solution.goals),
            "targets": target_titles(solution.targets),
            "delivers": Place.objects.filter(slug__in=solution.delivers).order_by("sort_key"),
            "has_profile": solution.organisation.kind in IS_CONFIRMED_FIRST,
        }

    def why_not(self) -> Words:
        """Return why a draft of one's own cannot be published yet."""
        solution = self.subject
        if solution.state == State.OPEN or not self.may(may_change):
            return ""
        for verdict in (is_complete(solution), may_publish(self.actor, solution)):
            if not verdict:
                return verdict.reason  # type: ignore[union-attr]
        return ""


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


class UseAnswer(ButtonPage):
    """A municipality confirms or denies that it uses a solution."""

    rule = may_answer
    success = _("Thank you. The answer is kept.")
    answers: Mapping[str, Callable[..., Any]] = {"ja": confirm_use, "nei": deny_use}

    def get_subject(self) -> Use:
        """Return the use, or answer 404 where its solution is not open to the reader."""
        rows = Use.objects.select_related(*Use.lock_with)
        rows = rows.filter(solution__in=Solution.objects.visible_to(self.actor).order_by())
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_action(self) -> Callable[..., Any]:
        """Return the action of the answer that the address names, or answer 404."""
        if self.kwargs["answer"] not in self.answers:
            raise Http404(gettext("There is no such answer."))
        return self.answers[self.kwargs["answer"]]
