"""Timetables: no hard rule is broken whatever is asked, and the best one is as good as brute force finds."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.methods.timetable.fewer_breaks import with_fewer_breaks
from loftet.methods.timetable.problem import MANY, Meeting, Person, Problem, Request, breaks_in
from loftet.methods.timetable.programme import Programme, Solved
from loftet.methods.timetable.solve import NotFound, Objective, Timetable, only_mandatory, solve
from loftet.methods.timetable.unmet import unmet
from tests.property_examples import examples

Plan = Mapping[str, int]


def slots_by_person(problem: Problem, plan: Plan) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {key: [] for key in problem.people}
    for one in problem.requests:
        if one.key in plan:
            found[one.a].append(plan[one.key])
            found[one.b].append(plan[one.key])
    return found


def broken_rules(problem: Problem, plan: Plan) -> list[str]:
    """Return the hard rules that a plan breaks, each read from the contract, not from the programme."""
    slots, found = slots_by_person(problem, plan), []
    for one in problem.requests:
        if (slot := plan.get(one.key)) is None:
            found += ["a mandatory request is not met"] if one.mandatory else []
            continue
        away = problem.people[one.a].unavailable | problem.people[one.b].unavailable
        session = 1 if problem.first_session is None or slot <= problem.first_session else 2
        rules = {
            "somebody is away": slot in away,
            "the slot is fixed": one.fixed_slot not in (None, slot),
            "the session": one.session not in (None, session),
            "a forbidden pair": frozenset((one.a, one.b)) in problem.forbidden,
            "the order": any(plan.get(key, 0) >= slot for key in one.after),
        }
        found += [rule for rule, broken in rules.items() if broken]
    for key, mine in slots.items():
        most = problem.people[key].most
        found += ["two at once"] if len(set(mine)) < len(mine) else []
        found += ["too many meetings"] if most is not None and len(mine) > most else []
    used = list(plan.values())
    found += ["tables"] if any(used.count(slot) > problem.tables for slot in used) else []
    breaks = [breaks_in(mine) for mine in slots.values()]
    if problem.break_difference is not None and max(breaks) - min(breaks) > problem.break_difference:
        found.append("breaks differ")
    return found


def scores(problem: Problem, plan: Plan) -> tuple[float, int, int]:
    """Return weight (less is better here), people left out and breaks: what `both` makes small, in order."""
    slots = slots_by_person(problem, plan)
    asked = {key for one in problem.requests for key in (one.a, one.b)}
    many = any(len(mine) >= MANY for mine in slots.values())
    without = sum(not slots[key] for key in asked) if many else 0
    weight = sum(one.weight for one in problem.requests if one.key in plan)
    return -weight, without, sum(map(breaks_in, slots.values()))


def all_plans(problem: Problem) -> Iterator[dict[str, int]]:
    choices = [range(problem.slots + 1) for _one in problem.requests]
    for slots in itertools.product(*choices):
        plan = {one.key: slot for one, slot in zip(problem.requests, slots, strict=True) if slot}
        if not broken_rules(problem, plan):
            yield plan


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    slots, people = draw(st.integers(1, 4)), [f"p{n}" for n in range(draw(st.integers(2, 5)))]
    away = st.frozensets(st.integers(1, slots), max_size=2)
    most = st.one_of(st.none(), st.integers(0, 3))
    session = draw(st.one_of(st.none(), st.integers(1, slots)))
    pairs = draw(st.lists(st.permutations(people).map(lambda some: some[:2]), min_size=1, max_size=5))
    requests = [
        Request(
            f"r{n}",
            pair[0],
            pair[1],
            mandatory=draw(st.sampled_from([False, False, True])),
            weight=draw(st.sampled_from([0, 1, 1, 2, 2.5])),
            session=draw(st.sampled_from([None, None, 1, 2])) if session else None,
            fixed_slot=draw(st.one_of(st.none(), st.none(), st.integers(1, slots))),
            after=tuple(draw(st.sets(st.sampled_from([f"r{m}" for m in range(n)]), max_size=1))) if n else (),
        )
        for n, pair in enumerate(pairs)
    ]
    return Problem(
        slots,
        draw(st.integers(1, 3)),
        {key: Person(key, draw(away), draw(most)) for key in people},
        requests,
        frozenset(draw(st.lists(st.sampled_from([frozenset(one) for one in pairs]), max_size=1))),
        session,
        draw(st.sampled_from([None, None, 0, 1])),
    )


def plan_of(found: Timetable) -> dict[str, int]:
    return {one.request: one.slot for one in found.meetings}


@settings(max_examples=examples(200), deadline=None)
@given(problems(), st.sampled_from(Objective))
def test_the_best_plan_is_as_good_as_brute_force_finds(problem: Problem, objective: Objective) -> None:
    asked = only_mandatory(problem) if objective is Objective.BREAKS else problem
    plans = list(all_plans(asked))
    if not plans:
        with pytest.raises(NotFound) as told:
            solve(problem, objective)
        assert told.value.clash is not None
        return
    found = solve(problem, objective)
    plan = plan_of(found)
    assert broken_rules(asked, plan) == []
    assert found.proven
    if objective is Objective.BOTH:
        best = min(scores(asked, one) for one in plans)
        assert scores(asked, plan) == pytest.approx(best)
        assert [one.value for one in found.stages] == pytest.approx([-best[0], best[1], best[2]])
    else:
        place = 0 if objective is Objective.WEIGHT else 2
        assert scores(asked, plan)[place] == pytest.approx(min(scores(asked, one)[place] for one in plans))
    seats = [(one.slot, one.table) for one in found.meetings]
    assert len(set(seats)) == len(seats)
    assert all(1 <= table <= problem.tables for _slot, table in seats)
    reasons = dict(unmet(problem, found.meetings, only_mandatory=objective is Objective.BREAKS))
    assert reasons.keys() == {one.key for one in problem.requests} - plan.keys()
    assert solve(problem, objective) == found


@settings(max_examples=examples(60), deadline=None)
@given(problems(), st.data())
def test_a_new_plan_moves_no_meeting_that_it_need_not(problem: Problem, data: st.DataObject) -> None:
    plans = list(all_plans(problem))
    if not plans:
        return
    before = solve(problem)
    ill = problem.people[data.draw(st.sampled_from(sorted(problem.people)))]
    missed = data.draw(st.frozensets(st.integers(1, problem.slots), min_size=1))
    changed = replace(ill, unavailable=ill.unavailable | missed)
    after = replace(problem, people={**problem.people, ill.key: changed})
    plans = list(all_plans(after))
    if not plans:
        return
    found = solve(after, keep=before.meetings)
    heaviest = min(scores(after, one)[0] for one in plans)
    fewest = min(
        sum(one.get(meeting.request) != meeting.slot for meeting in before.meetings)
        for one in plans
        if scores(after, one)[0] == pytest.approx(heaviest)
    )
    assert broken_rules(after, plan_of(found)) == []
    assert found.moved == fewest
    assert solve(after, keep=before.meetings) == found
    tables = {one.request: (one.slot, one.table) for one in found.meetings}
    stayed = [one for one in before.meetings if tables.get(one.request, (0, 0))[0] == one.slot]
    assert all(tables[one.request] == (one.slot, one.table) for one in stayed)


@settings(max_examples=examples(100), deadline=None)
@given(problems())
def test_chains_keep_the_meetings_and_the_rules_and_add_no_break(problem: Problem) -> None:
    plan = next(all_plans(problem), None)
    if plan is None:
        return
    places = {one.key: n for n, one in enumerate(problem.requests)}
    found = with_fewer_breaks(problem, {places[key]: slot for key, slot in plan.items()}, float("inf"))
    better = {problem.requests[n].key: slot for n, slot in found.items()}
    assert better.keys() == plan.keys()
    assert broken_rules(problem, better) == []
    assert scores(problem, better)[2] <= scores(problem, plan)[2]


def test_the_smallest_clash_is_named_and_says_who_cannot() -> None:
    people = {key: Person(key, name=key.upper()) for key in "abcd"}
    people["a"] = Person("a", frozenset({3, 4}), name="Anne")
    requests = [Request(f"r{n}", "a", other, mandatory=True) for n, other in enumerate("bcd")]
    requests.append(Request("free", "b", "c", mandatory=True))
    with pytest.raises(NotFound) as told:
        solve(Problem(4, 2, people, requests))
    clash = told.value.clash
    assert clash is not None
    assert (clash.requests, clash.smallest) == (("r0", "r1", "r2"), True)
    assert "- Anne can come in slots 1–2" in clash.lines


def test_nobody_is_left_without_a_meeting_while_another_has_her_fifth() -> None:
    people = {key: Person(key) for key in ("buyer", "s1", "s2", "s3", "s4", "s5", "other")}
    wishes = [("buyer", f"s{n}") for n in range(1, 6)] + [("other", "s5")]
    requests = [Request(f"{a}-{b}", a, b, weight=1) for a, b in wishes]
    found = solve(Problem(5, 1, people, requests))
    assert [(one.name, one.value) for one in found.stages] == [
        *(("weight", 5), ("without_meeting", 0), ("breaks", 0)),
    ]
    left = [
        key for key, _reason in unmet(Problem(5, 1, people, requests), found.meetings, only_mandatory=False)
    ]
    assert left == ["buyer-s5"]


@pytest.mark.parametrize(
    ("change", "kind", "reason"),
    [
        ({"forbidden": frozenset({frozenset("ab")})}, "barred", "the two may not meet"),
        (
            {"people": {"a": Person("a", frozenset({1}), name="Anne"), "b": Person("b")}},
            "never",
            "Anne is never available",
        ),
        (
            {"people": {"a": Person("a", most=0), "b": Person("b")}},
            "limit",
            "a has the 0 meetings that are the limit",
        ),
    ],
)
def test_a_wish_that_is_not_met_has_its_reason(change: dict[str, object], kind: str, reason: str) -> None:
    asked = {"people": {"a": Person("a"), "b": Person("b")}, "requests": [Request("r", "a", "b", weight=1)]}
    problem = Problem(1, 1, **(asked | change))  # type: ignore[arg-type]
    found = solve(problem)
    assert found.meetings == ()
    assert list(unmet(problem, found.meetings, only_mandatory=False)) == [("r", (kind, reason))]


def test_a_meeting_of_a_request_that_is_gone_counts_as_moved() -> None:
    problem = Problem(1, 1, {"a": Person("a"), "b": Person("b")}, [Request("r", "a", "b", weight=1)])
    found = solve(problem, keep=[Meeting(1, 1, "gone")])
    assert (plan_of(found), found.moved) == ({"r": 1}, 1)


def test_an_objective_for_which_time_runs_out_tells_what_the_plan_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The solver gives no plan after the first objective: what is kept is counted, and not proven."""
    people = {key: Person(key) for key in "abcdefg"}
    asked = [
        Request(f"a{other}", "a", other, weight=1.0, fixed_slot=slot) for slot, other in ((1, "b"), (3, "c"))
    ]
    asked += [
        Request(f"a{other}", "a", other, weight=1.0, fixed_slot=slot) for slot, other in ((5, "d"), (7, "e"))
    ]
    problem = Problem(7, 1, people, [*asked, Request("fg", "f", "g", weight=0.1, fixed_slot=7)])
    whole, calls = Programme.solve, list[None]()

    def only_once(programme: Programme, terms: Mapping[int, float], *, most: bool, until: float) -> Solved:
        calls.append(None)
        if len(calls) > 1:
            return Solved(float("-inf"), False, None)
        return whole(programme, terms, most=most, until=until)

    best = solve(problem)
    monkeypatch.setattr(Programme, "solve", only_once)
    found = solve(problem)
    assert [(one.name, one.value) for one in found.stages] == [(one.name, one.value) for one in best.stages]
    assert [one.value for one in found.stages] == [4, 2, 3]
    assert [one.proven for one in found.stages] == [True, False, False]
