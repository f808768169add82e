"""One match: why these two, what both sides answer, and who stands too close to it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import AnswerPage, HiddenRecordMixin, Page, RecordPage, VersionPage
from loftet.core.words import Words
from loftet.matches.actions import answer_match, answered
from loftet.matches.finding import has_model
from loftet.matches.forms import NoForm
from loftet.matches.models import Match, MatchAnswer, Side, Verdict
from loftet.matches.queries import answer_of, lines_of, matches_read_by
from loftet.matches.rules import may_answer, may_see, sides_of
from loftet.matches.sentences import doubts, for_the_buyer, for_the_supplier, heading, quote_parts
from loftet.people.pages.disqualify import DisqualifyPage
from loftet.solutions.models import Evidence


class OfMatch(HiddenRecordMixin, Page):
    """A page about a match; one that is hidden is not there, and who is not signed in learns nothing."""

    missing = _("There is no such match.")
    subject_model = Match

    def get_queryset(self) -> QuerySet[Match]:
        """Return the matches that the reader may see."""
        return matches_read_by(self.actor)


class MatchPage(OfMatch, RecordPage):
    """One match: the two sentences side by side, the answers, the reasons both ways."""

    rule = may_see
    template_name = "matches/pages/match.html"
    spot = "match"

    def get_title(self) -> Words:
        """Return why these two."""
        return heading(self.subject)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the match with its reasons, and what the reader's side has answered and can answer."""
        match, actor = self.subject, self.actor
        is_open = bool(may_answer(actor, match))
        side = sides_of(actor, match)[0] if is_open else None
        other = Side.SOLUTION if side == Side.NEED else Side.NEED
        theirs = answer_of(match, other) if side else None
        beside = Side.SOLUTION if side == Side.SOLUTION else Side.NEED
        same = {beside.value: match.side(beside)}
        rows = matches_read_by(actor).filter(**same).exclude(pk=match.pk)
        quotes = zip((match.need_quote, match.solution_quote), match.shared, strict=True)
        return super().get_context(**more) | {
            "may_answer": is_open,
            "side": side,
            "mine": answer_of(match, side) if side else None,
            "is_wanted": theirs is not None and theirs.answer == Verdict.INTERESTING,
            "quotes": [quote_parts(*one) for one in quotes] if match.is_of_these_texts else None,
            "for_buyer": list(for_the_buyer(match)),
            "for_supplier": list(for_the_supplier(match)),
            "doubts": list(doubts(match, has_model=has_model())),
            "evidence": Evidence,
            "beside": lines_of(rows, actor, beside),
            "shows_solutions": beside == Side.NEED,
        }


class MatchAnswered(OfMatch, AnswerPage):
    """Answer a match with one press."""

    rule = may_answer
    success = _("Thank you. The answer is kept.")
    answers = {"interessant": answered(Verdict.INTERESTING), "kjent": answered(Verdict.KNOWN)}


class MatchNo(OfMatch, VersionPage):
    """Answer that a match is not for us, and why."""

    rule = may_answer
    title = _("Not for us, because …")
    lead = _("The answer helps to find better matches. The other side is not told.")
    button = _("Keep the answer")
    success = _("Thank you. The answer is kept.")
    template_name = "matches/pages/form.html"
    form_class = NoForm

    def run(self, written: dict[str, Any]) -> MatchAnswer:
        """Save the answer."""
        return answer_match(self.subject, {"answer": Verdict.NO, **written}, actor=self.actor)


class MatchDisqualify(OfMatch, DisqualifyPage):
    """Declare to be disqualified on a match: it is then closed to the person."""

    rule = may_answer
    lead = _(
        "If you stand close to the other side, the match is closed to you, and you cannot draw suppliers for "
        "the need. You can lift it on your own page when it no longer holds."
    )
    success = _("You have declared it. The match is closed to you.")
    template_name = "matches/pages/form.html"
    success_url = ("matches",)  # the match itself is closed now

    def get_scope(self) -> str:
        """Return the organisation of the actor's own side."""
        return str(self.subject.side(sides_of(self.actor, self.subject)[0]).organisation.slug)
