"""The timetable of a market dialogue against brute force: as few firms as can be go without a meeting."""

from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.methods.timetable.problem import Person, Problem, Request
from loftet.timetables.jobs import best_for
from loftet.timetables.problem import Asked, lots_of
from tests.methods.test_timetable import Plan, all_plans, broken_rules, plan_of, slots_by_person
from tests.property_examples import examples

FIRMS, BUYERS = range(1, 5), range(5, 7)


@st.composite
def dialogues(draw: st.DrawFn) -> Problem:
    """Return a dialogue as the page asks for it: each wish weighs more than all lots together."""
    slots = draw(st.integers(1, 3))
    pairs = [(str(firm), str(buyer)) for firm in FIRMS for buyer in BUYERS]
    wishes = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=6, unique=True))
    away, most = st.frozensets(st.integers(1, slots), max_size=2), draw(st.integers(1, 3))
    people = {key: Person(key, draw(away), most) for key in sorted({one for pair in wishes for one in pair})}
    lots = lots_of(draw(st.integers(1, 9)), {int(firm) for firm, _buyer in wishes})
    one = 2 * len(wishes) * len(lots) + 1
    requests = [
        Request(f"r{number}", firm, buyer, weight=float(one + lots[int(firm)]))
        for number, (firm, buyer) in enumerate(wishes)
    ]
    return Problem(slots, draw(st.integers(1, 2)), people, requests)


def firms_met(problem: Problem, plan: Plan) -> int:
    return sum(bool(slots) and int(key) in FIRMS for key, slots in slots_by_person(problem, plan).items())


@settings(max_examples=examples(200), deadline=None)
@given(dialogues())
def test_as_many_firms_as_can_be_have_a_meeting_and_no_rule_is_broken(problem: Problem) -> None:
    asked = Asked(problem, ())
    plan = plan_of(best_for(asked))
    assert broken_rules(problem, plan) == []
    assert firms_met(problem, plan) == max(firms_met(problem, one) for one in all_plans(problem))
    assert plan_of(best_for(asked)) == plan
