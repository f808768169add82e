"""Parts that matches show on pages of earlier apps: of a need, of a solution, and of an organisation."""

from django.db.models import Count, Q
from django.http import HttpRequest

from loftet.agreements.rules import WRITES
from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.matches.finding import has_model
from loftet.matches.models import Band, MatchAnswer, Side
from loftet.matches.queries import drawn_for, lines_of, matches_read_by, tally
from loftet.matches.rules import may_draw
from loftet.matches.sentences import count_sentence, dialogue_text, tally_sentence, words_alone
from loftet.matches.small_purchase import small_purchase
from loftet.needs.models import Need, State
from loftet.people.models import Organisation
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.solutions.models import Solution
from loftet.solutions.models import State as SolutionState
from loftet.suppliers.rules import WRITES as WRITES_FOR_FIRM

AT_HOME = 5


def on_need(request: HttpRequest, subject: Need) -> Panel | None:
    """Show which solutions may answer a need; to its own people the answers, the draw, and the way on."""
    if subject.state != State.OPEN or subject.is_expired:
        return None
    actor = actor_of(request)
    rows = matches_read_by(actor).filter(need=subject)
    counted = rows.order_by().aggregate(
        good=Count("pk", filter=Q(band=Band.GOOD)), doubtful=Count("pk", filter=Q(band=Band.DOUBTFUL))
    )
    is_faulty = _is_faulty(subject)
    is_read = hasattr(subject, "match_text") and not is_faulty
    is_own = actor.permissions.has(subject.organisation)
    found = tally(rows, [subject.organisation_id]) if is_own else None
    lines = lines_of(rows, actor, Side.NEED)
    draws = bool(may_draw(actor, subject))
    return Panel(
        "matches/parts/on_need.html",
        {
            "need": subject,
            "is_read": is_read,
            "is_faulty": is_faulty,
            "is_own": is_own,
            "good": counted["good"],
            "answer": count_sentence(**counted),
            "lines": [one for one in lines if one.match.band == Band.GOOD],
            "doubtful": [one for one in lines if one.match.band == Band.DOUBTFUL],
            "tally": tally_sentence(found) if found and found.matches else "",
            "may_draw": draws,
            "small": small_purchase(subject, actor.today) if draws else None,
            "drawn": drawn_for(subject, is_own=is_own),
            "dialogue": dialogue_text(subject) if is_own and is_read and not counted["good"] else "",
            "words_alone": "" if has_model() else words_alone(),
        },
    )


def _is_faulty(subject: Need | Solution) -> bool:
    return hasattr(subject, "match_text") and subject.match_text.fault != ""


def on_solution(request: HttpRequest, subject: Solution) -> Panel | None:
    """Show which needs a solution may answer."""
    if subject.state != SolutionState.OPEN or subject.is_expired:
        return None
    actor = actor_of(request)
    rows = matches_read_by(actor).filter(solution=subject)
    lines = lines_of(rows, actor, Side.SOLUTION)
    is_own = actor.permissions.has(subject.organisation)
    if not (lines or is_own):
        return None
    return Panel(
        "matches/parts/on_solution.html",
        {
            "lines": lines,
            "is_faulty": _is_faulty(subject),
            "words_alone": "" if has_model() else words_alone(),
        },
    )


def on_organisation(request: HttpRequest, subject: Organisation) -> Panel | None:
    """Show an organisation's own people which matches wait for an answer, and what answers add up to."""
    actor = actor_of(request)
    side = Side.NEED if subject.kind in SPEAKS_FOR_ITS_PLACE else Side.SOLUTION
    if not actor.permissions.has(subject, *(WRITES if side == Side.NEED else WRITES_FOR_FIRM)):
        return None
    rows = matches_read_by(actor).filter(**{f"{side}__organisation": subject})
    found = tally(rows, [subject.pk])
    if not found.matches:
        return None
    given = MatchAnswer.objects.filter(side=side, organisation=subject).values("match")
    lines = lines_of(rows.exclude(pk__in=given), actor, side, AT_HOME)
    context = {"lines": lines, "is_buyer": side == Side.NEED, "tally": tally_sentence(found)}
    return Panel("matches/parts/on_organisation.html", context)
