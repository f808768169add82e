"""Where a solution is in use, what municipalities answer, and the ladder that is counted from both."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.core.registry import tasks_for
from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.people.models import RoleKind
from loftet.people.permissions import Actor
from loftet.places.ladder import Spot, rung_of
from loftet.places.models import Place
from loftet.solutions.actions.uses import (
    add_use,
    answer_abroad,
    change_use,
    confirm_use,
    count_uses,
    deny_use,
)
from loftet.solutions.models import Solution, Use
from tests.people.partnership import LONG_AGO, World, acting_as, browser_of, hire
from tests.solutions.drafts import Publish
from tests.suppliers.conftest import People

pytestmark = pytest.mark.usefixtures("english")  # reasons are read as they are written

SPOTS = st.builds(
    Spot,
    place=st.sampled_from(["a", "b", "c", "d"]),
    county=st.sampled_from(["", "03", "33", "34", "56"]),
    regions=st.frozensets(st.sampled_from(["r", "s"])),
    abroad=st.booleans(),
)


def in_place(world: World, slug: str = "gol", **more: Any) -> dict[str, Any]:
    return {"place": Place.objects.get(slug=slug), "began": 2024} | more


@given(st.lists(SPOTS, max_size=6), SPOTS)
def test_one_place_more_never_lowers_the_rung(spots: list[Spot], one: Spot) -> None:
    assert rung_of(spots) <= rung_of([*spots, one])
    assert (rung_of(spots) == 0) == (not spots)


@given(st.lists(SPOTS, max_size=6), st.randoms())
def test_the_rung_hangs_neither_on_order_nor_on_what_is_said_twice(spots: list[Spot], luck: Any) -> None:
    mixed = [*spots, *spots]
    luck.shuffle(mixed)
    assert rung_of(mixed) == rung_of(spots)


def test_the_rung_is_counted_from_where_a_municipality_has_confirmed_it(
    world: World, publish: Publish, people: People, boss: Actor
) -> None:
    solution, rungs = publish(), []
    uses = [add_use(solution, in_place(world, slug), actor=boss) for slug in ("gol", "al")]
    add_use(solution, {"abroad": "Provby, Sverige", "began": 2023}, actor=boss)
    solution.refresh_from_db()
    rungs.append((solution.rung, solution.used_in))
    page = browser_of(people.boss).get(f"{solution.get_absolute_url()}?lang=en").content.decode()
    assert (page.count("Confirmed by the municipality"), page.count("Waits for an answer")) == (0, 2)
    for use, user in zip(uses, (people.buyer, people.neighbour), strict=True):
        confirm_use(use, actor=acting_as(user))
        solution.refresh_from_db()
        rungs.append((solution.rung, solution.used_in))
    assert rungs == [(0, 0), (1, 1), (2, 2)]
    page = browser_of(people.boss).get(f"{solution.get_absolute_url()}?lang=en").content.decode()
    assert (page.count("Confirmed by the municipality"), page.count("Waits for an answer")) == (2, 0)


def test_three_counties_are_national(world: World, draft: Solution, boss: Actor) -> None:
    for slug, code in (("gol", "3324"), ("oslo", "0301"), ("alta", "5601")):
        place, _new = Place.objects.get_or_create(
            slug=slug, defaults={"kind": "municipality", "name": slug, "sort_key": slug}
        )
        if not place.codes.exists():
            place.codes.create(code=code, valid_from=LONG_AGO)
        add_use(draft, in_place(world, slug), actor=boss)
    Use.objects.update(answer="confirmed")
    count_uses(draft, boss.today)
    draft.refresh_from_db()
    assert draft.rung == 3


@pytest.mark.parametrize(
    ("more", "field", "reason"),
    [
        ({"abroad": "Provby"}, "place", "Choose a municipality, or"),
        ({"place": None}, "place", "Choose a municipality, or"),
        ({"began": 2999}, "began", "2100"),
        ({"began": 2090}, "began", "year that has begun"),
        ({"began": 1700}, "began", "1990"),
        ({"ended": 2020}, "ended", "cannot end before"),
        ({"result": "<b>Bra</b>"}, "result", "without code"),
        ({"contact": "Driftsl\N{CYRILLIC SMALL LETTER IE}iaren"}, "contact", "another alphabet"),
        ({"result": "x" * 10_000_000}, "result", "at most 300"),
    ],
)
def test_a_use_is_refused_at_its_field(
    world: World, draft: Solution, boss: Actor, more: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        add_use(draft, in_place(world, **more), actor=boss)
    assert next((one.field, reason in one.cause) for one in refused.value.problems) == (field, True)


def test_a_place_is_counted_once(world: World, draft: Solution, boss: Actor) -> None:
    add_use(draft, in_place(world), actor=boss)
    with pytest.raises(InvalidInput, match="in use in Gol already"):
        add_use(draft, in_place(world), actor=boss)


def test_a_municipality_confirms_and_a_change_asks_it_again(
    world: World, publish: Publish, people: People, boss: Actor
) -> None:
    use = add_use(publish(), in_place(world), actor=boss)
    buyer = acting_as(people.buyer)
    assert [one.address for one in tasks_for(buyer) if "/losninger/" in one.address] == [
        use.solution.get_absolute_url()
    ]
    done = confirm_use(use, actor=buyer)
    assert (done.answer, done.answered_by) == ("confirmed", people.buyer)
    assert [one for one in tasks_for(buyer) if "/losninger/" in one.address] == []
    again = change_use(done, in_place(world, began=2023), actor=boss)
    assert (again.answer, again.answered_by) == ("", None)
    told = change_use(confirm_use(again, actor=buyer), {"result": "Mindre lekkasje."}, actor=boss)
    assert (told.answer, told.answered_by) == ("", None)
    same = change_use(confirm_use(told, actor=buyer), {"contact": "Driftsleiaren"}, actor=boss)
    abroad = change_use(same, {"place": None, "abroad": "Provby, Sverige"}, actor=boss)
    assert (same.answer, abroad.answer) == ("confirmed", "")


def test_a_place_that_denied_a_solution_is_not_added_again_and_another_place_is_asked(
    world: World, publish: Publish, people: People, boss: Actor
) -> None:
    solution = publish()
    use = deny_use(add_use(solution, in_place(world), actor=boss), actor=acting_as(people.buyer))
    with pytest.raises(InvalidInput, match="Gol has answered that it does not use") as refused:
        add_use(solution, in_place(world), actor=boss)
    assert refused.value.problems[0].field == "place"
    kept = change_use(use, {"result": "Fantastisk"}, actor=boss)
    moved = change_use(kept, in_place(world, "al"), actor=boss)
    assert (kept.answer, moved.answer, moved.answered_by) == ("denied", "", None)
    with pytest.raises(InvalidInput, match="Gol has answered"):
        add_use(solution, in_place(world, ended=2025), actor=boss)
    with pytest.raises(InvalidInput, match="Gol has answered"):
        change_use(moved, in_place(world), actor=boss)
    answers = Use.objects.values_list("place__slug", "answer").order_by("place__slug")
    assert list(answers) == [("al", ""), ("gol", "denied")]


def test_a_denied_use_is_neither_shown_nor_counted(
    world: World, publish: Publish, people: People, boss: Actor
) -> None:
    solution = publish()
    use = add_use(solution, in_place(world, result="Fantastisk"), actor=boss)
    browser_of(people.buyer).post(f"/losninger/bruk/{use.pk}/svar/nei/", {"version": use.version})
    solution.refresh_from_db()
    assert (Use.objects.get().answer, solution.rung, solution.used_in) == ("denied", 0, 0)
    address = solution.get_absolute_url()
    seen = {
        role: "Fantastisk" in browser_of(user).get(address).content.decode()
        for role, user in (("nobody", None), ("boss", people.boss), ("buyer", people.buyer))
    }
    assert seen == {"nobody": False, "boss": True, "buyer": True}
    page = browser_of(people.buyer).get(address).content.decode()
    assert (f"/bruk/{use.pk}/svar/ja/" in page, f"/bruk/{use.pk}/svar/nei/" in page) == (True, False)


@pytest.mark.parametrize("role", ["neighbour", "boss", "facilitator", "rival"])
def test_a_municipality_answers_for_itself_alone(
    world: World, publish: Publish, people: People, boss: Actor, role: str
) -> None:
    use = add_use(publish(), in_place(world), actor=boss)
    for answer in (confirm_use, deny_use):
        with pytest.raises(NotAllowed, match="municipality itself"):
            answer(use, actor=acting_as(getattr(people, role)))


def test_who_has_a_role_in_the_firm_does_not_answer_for_the_municipality(
    world: World, publish: Publish, people: People, boss: Actor
) -> None:
    use = add_use(publish(), in_place(world), actor=boss)
    hire("odd@gol.example", world.firm, RoleKind.EDITOR)
    with pytest.raises(NotAllowed, match="role in the firm yourself"):
        confirm_use(use, actor=acting_as(people.buyer))


def test_nobody_is_asked_about_a_draft(world: World, draft: Solution, people: People, boss: Actor) -> None:
    use = add_use(draft, in_place(world), actor=boss)
    buyer = acting_as(people.buyer)
    assert [one for one in tasks_for(buyer) if "/losninger/" in one.address] == []
    with pytest.raises(NotAllowed, match="not open"):
        confirm_use(use, actor=buyer)


def test_another_firm_does_not_say_where_it_is_in_use(world: World, publish: Publish, people: People) -> None:
    with pytest.raises(NotAllowed):
        add_use(publish(), in_place(world), actor=acting_as(people.rival))


# --- abroad -------------------------------------------------------------------------------------------


ABROAD = {"abroad": "Provby, Sverige", "began": 2023}
PROOF = {"answer": "confirmed", "proof": "Eg ringde dei.", "proof_link": "https://provby.example/va"}


def test_a_use_abroad_counts_when_a_facilitator_vouches_for_it_and_a_change_asks_again(
    publish: Publish, people: People, boss: Actor
) -> None:
    solution = publish()
    use, rungs = add_use(solution, ABROAD, actor=boss), [solution.rung]
    changes: tuple[Callable[[], Use], ...] = (
        lambda: answer_abroad(use, PROOF, actor=acting_as(people.facilitator)),
        lambda: change_use(Use.objects.get(), {"result": "Halv lekkasje."}, actor=boss),
    )
    for change in changes:
        changed = change()
        solution.refresh_from_db()
        rungs.append(solution.rung)
    assert rungs == [0, 4, 0]
    assert (changed.answer, changed.proof, changed.proof_link, changed.answered_by) == ("", "", "", None)


def test_everybody_reads_on_what_a_use_abroad_rests(publish: Publish, people: People, boss: Actor) -> None:
    solution = publish()
    use = add_use(solution, ABROAD, actor=boss)
    before = browser_of(None).get(f"{solution.get_absolute_url()}?lang=en").content.decode()
    browser_of(people.facilitator).post(f"/losninger/bruk/{use.pk}/utland/", PROOF | {"version": use.version})
    after = browser_of(None).get(f"{solution.get_absolute_url()}?lang=en").content.decode()
    words = (
        "Stated by the supplier</span>",
        "Confirmed by a facilitator",
        "Eg ringde dei.",
        PROOF["proof_link"],
    )
    assert [[word in page for word in words[1:]] for page in (before, after)] == [[False] * 3, [True] * 3]
    assert "No municipality has confirmed it yet." in after


def test_a_use_abroad_that_nobody_can_prove_is_hidden_and_another_place_is_asked_about(
    publish: Publish, people: People, boss: Actor
) -> None:
    solution = publish()
    leader = acting_as(people.facilitator)
    use = answer_abroad(
        add_use(solution, ABROAD, actor=boss),
        {"answer": "denied", "proof": "", "proof_link": ""},
        actor=leader,
    )
    address = solution.get_absolute_url()
    assert "Provby" not in browser_of(None).get(address).content.decode()
    change_use(use, {"abroad": "Testby, Danmark"}, actor=boss)
    assert list(Use.objects.order_by("abroad").values_list("abroad", "answer")) == [
        ("Provby, Sverige", "denied"),
        ("Testby, Danmark", ""),
    ]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"answer": ""}, "answer"),
        ({"proof": " "}, "proof"),
        ({"proof": "<b>Ja</b>"}, "proof"),
        ({"proof_link": ""}, "proof_link"),
        ({"proof_link": "javascript:alert(1)"}, "proof_link"),
    ],
)
def test_a_yes_abroad_has_a_note_and_a_link(
    draft: Solution, publish: Publish, people: People, boss: Actor, more: dict[str, str], field: str
) -> None:
    use = add_use(publish(), ABROAD, actor=boss)
    with pytest.raises(InvalidInput) as refused:
        answer_abroad(use, PROOF | more, actor=acting_as(people.facilitator))
    assert [one.field for one in refused.value.problems] == [field]
    assert Use.objects.get().answer == ""


@pytest.mark.parametrize("role", ["buyer", "boss", "rival", "far"])
def test_a_facilitator_of_the_region_alone_vouches_for_a_use_abroad(
    publish: Publish, people: People, boss: Actor, role: str
) -> None:
    use = add_use(publish(), ABROAD, actor=boss)
    with pytest.raises(NotAllowed):
        answer_abroad(use, PROOF, actor=acting_as(getattr(people, role)))


def test_a_facilitator_does_not_answer_for_a_municipality(
    world: World, publish: Publish, people: People, boss: Actor
) -> None:
    use = add_use(publish(), in_place(world), actor=boss)
    with pytest.raises(NotAllowed, match="municipality itself"):
        answer_abroad(use, PROOF, actor=acting_as(people.facilitator))


def test_uses_abroad_are_one_line_for_the_facilitator(publish: Publish, people: People, boss: Actor) -> None:
    solution = publish()
    use = add_use(solution, ABROAD, actor=boss)
    add_use(solution, {"abroad": "Testby, Danmark", "began": 2024}, actor=boss)
    leader = acting_as(people.facilitator)
    assert [one.what for one in tasks_for(leader) if "abroad" in str(one.what)] == [
        "Answer whether 2 uses abroad are so"
    ]
    answer_abroad(use, PROOF, actor=leader)
    assert [one.what for one in tasks_for(leader) if "abroad" in str(one.what)] == [
        "Answer whether 1 use abroad is so"
    ]
