"""Queries of matches: of a need, of a solution, of one's own; what is answered, and what it adds up to."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from loftet.matches.drawing import draw
from loftet.matches.models import Band, Draw, Match, MatchAnswer, Side, Verdict
from loftet.matches.rules import not_closed_to, readable
from loftet.needs.models import Need
from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind
from loftet.places.models import Place
from loftet.solutions.models import Answer as UseAnswer
from loftet.solutions.models import Solution

MOST_SHOWN, MOST_DOUBTFUL = 8, 3
ALIKE = 2  # a place of about the same size has at most so many times as many people, or as few


def matches_read_by(actor: Actor) -> QuerySet[Match]:
    """Return the matches that somebody may read, the best first."""
    rows = Match.objects.visible_to(actor)
    return rows.select_related("need__organisation__place", "solution__organisation")


def own_side(organisations: Iterable[int]) -> Q:
    """Return the condition on matches of some organisations, of whichever side."""
    own = list(organisations)
    return Q(need__organisation__in=own) | Q(solution__organisation__in=own)


def own_matches(actor: Actor) -> QuerySet[Match]:
    """Return the matches of the actor's organisations, unanswered ones first, with what each side answered.

    One that was answered and does not stand any more stays in the list; `need_is_open` and `solution_is_open`
    say what of it may still be named.
    """
    own = actor.permissions.held_in()
    mine, theirs = (
        Case(
            When(need__organisation__in=own, then=Value(Side.NEED.value)),
            default=Value(Side.SOLUTION.value),
            output_field=CharField(),
        ),
        MatchAnswer.objects.filter(match=OuterRef("pk"), organisation__in=own),
    )
    answered = Q(Exists(theirs)) & not_closed_to(actor.permissions)
    seen = readable(actor) | answered
    needs = Need.objects.visible_to(actor).filter(pk=OuterRef("need"))
    solutions = Solution.objects.visible_to(actor).filter(pk=OuterRef("solution"))
    other = MatchAnswer.objects.filter(match=OuterRef("pk"), answer=Verdict.INTERESTING).exclude(
        organisation__in=own
    )
    rows = Match.objects.filter(own_side(own)).filter(seen)
    return (
        rows.select_related("need__organisation", "solution__organisation")
        .annotate(
            my_side=mine,
            answer=Subquery(theirs.values("answer")[:1]),
            why=Subquery(theirs.values("why")[:1]),
            answered=Subquery(theirs.values("when")[:1]),
            other_is_interested=Exists(other),
            need_is_open=Exists(needs.order_by()),
            solution_is_open=Exists(solutions.order_by()),
            is_answered=Exists(theirs),
        )
        .order_by("is_answered", "-band", "-score", "pk")
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """The answers of a side: how many matches there are, and are answered, known before, or interesting."""

    matches: int
    answered: int
    known: int
    interesting: int


def tally(rows: QuerySet[Match], organisations: Collection[int]) -> Tally:
    """Count what some organisations have answered to matches; two queries."""
    answers = MatchAnswer.objects.filter(
        match__in=rows.order_by().values("pk"), organisation__in=organisations
    )
    given = list(answers.values_list("answer", flat=True))
    return Tally(rows.count(), len(given), given.count(Verdict.KNOWN), given.count(Verdict.INTERESTING))


@dataclass(frozen=True, slots=True)
class Line:
    """A match in a list of a need's or a solution's, with what the reader's side has answered."""

    match: Match
    answer: str = ""
    is_wanted: bool = False

    @property
    def answer_words(self) -> str:
        """Return the answer in words."""
        return str(Verdict(self.answer).label) if self.answer else ""


def lines_of(rows: QuerySet[Match], actor: Actor, side: Side, most: int = MOST_SHOWN) -> list[Line]:
    """Return matches as a list shows them; what the other side wants is said to those of this side alone."""
    found = [*rows.filter(band=Band.GOOD)[:most], *rows.filter(band=Band.DOUBTFUL)[:MOST_DOUBTFUL]][:most]
    own = actor.permissions.held_in()
    given = {
        (one.match_id, one.side): one
        for one in MatchAnswer.objects.filter(match__in=[one.pk for one in found])
        if own
    }
    other = Side.SOLUTION if side == Side.NEED else Side.NEED
    lines = []
    for one in found:
        if one.side(side).organisation_id not in own:
            lines.append(Line(one))
            continue
        mine, theirs = given.get((one.pk, side)), given.get((one.pk, other))
        lines.append(
            Line(
                one, mine.answer if mine else "", theirs is not None and theirs.answer == Verdict.INTERESTING
            )
        )
    return lines


def answer_of(match: Match, side: Side) -> MatchAnswer | None:
    """Return what a side has answered."""
    return match.answers.filter(side=side).first()


def suppliers_to_draw(need: Need, actor: Actor) -> list[str]:
    """Return the slugs of the firms with a solution that fits a need well, but for those that said no.

    What the buyer has answered takes nobody out: a list that is drawn from is not made by whom one likes.
    """
    rows = matches_read_by(actor).filter(
        need=need, band=Band.GOOD, solution__organisation__kind=OrganisationKind.SUPPLIER
    )
    declined = MatchAnswer.objects.filter(match=OuterRef("pk"), side=Side.SOLUTION, answer=Verdict.NO)
    slugs = rows.filter(~Exists(declined)).order_by().values_list("solution__organisation__slug", flat=True)
    return sorted(set(slugs))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw as a page shows it; the firms are named to the people of the need's organisation alone."""

    draw: Draw
    firms: Sequence[Organisation]
    others: int


def drawn_for(need: Need, *, is_own: bool) -> Drawn | None:
    """Return the draw of a need, if there is one."""
    row = Draw.objects.filter(need=need).first()
    if row is None:
        return None
    assert list(row.drawn) == list(draw(row.seed, row.listed))
    firms = Organisation.objects.in_bulk(row.drawn, field_name="slug") if is_own else {}
    return Drawn(row, [firms[one] for one in row.drawn if one in firms], len(row.listed) - len(row.drawn))


def used_in_alike(solution: Solution, place: Place | None) -> Place | None:
    """Return a place of about the same size in which a solution is in use, as its municipality says."""
    if place is None or not place.population:
        return None
    uses = solution.uses.filter(
        answer=UseAnswer.CONFIRMED,
        ended=None,
        place__population__gte=place.population // ALIKE,
        place__population__lte=place.population * ALIKE,
    ).exclude(place=place)
    use = uses.select_related("place").order_by("place__sort_key").first()
    return use.place if use else None
