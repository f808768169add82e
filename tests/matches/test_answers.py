"""Both sides answer; who is told of what; the draw; what answers add up to; inhabil."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone, translation

from loftet.core.registry import tasks_for
from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.matches.actions import answer_match, draw_suppliers
from loftet.matches.drawing import draw
from loftet.matches.models import Draw, Match, MatchAnswer
from loftet.matches.queries import own_matches, tally
from loftet.matches.rules import may_answer, may_draw
from loftet.matches.sentences import tally_sentence
from loftet.needs.models import Need
from loftet.notices.models import Notice
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import Organisation, RoleKind
from loftet.people.permissions import Actor
from loftet.solutions.models import Solution
from loftet.suppliers.example import confirmed
from tests.matches.conftest import Offer, People, find
from tests.people.partnership import World, acting_as, browser_of, hire

Answer = Mapping[str, str]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"answer": "interesting"}, True),
        ({"answer": "known"}, False),
        ({"answer": "no", "why": "price", "note": "For dyrt."}, False),
    ],
)
def test_the_other_side_is_told_of_interest_alone(
    match: Match, buyer: Actor, boss: Actor, answer: Answer, told: bool
) -> None:
    answer_match(match, answer, actor=buyer)
    assert set(Notice.objects.values_list("user", flat=True)) == ({boss.person.pk} if told else set())
    entry = Entry.objects.get(action="match.answered")
    assert (entry.scope, "For dyrt" in str(entry.details)) == ("gol", False)
    page = browser_of(boss.person, language="en").get(match.get_absolute_url()).content.decode()
    assert ("The other side finds this interesting." in page) == told
    assert "For dyrt." not in page


def test_each_side_has_one_answer_and_the_newest_stands(match: Match, buyer: Actor, boss: Actor) -> None:
    answer_match(match, {"answer": "interesting"}, actor=boss)
    answer_match(match, {"answer": "no", "why": "size"}, actor=buyer)
    answer_match(match, {"answer": "known"}, actor=buyer)
    rows = MatchAnswer.objects.order_by("side").values_list("side", "answer", "why", "organisation__slug")
    assert list(rows) == [("need", "known", "", "gol"), ("solution", "interesting", "", "varme")]


def test_not_for_us_has_a_reason(match: Match, buyer: Actor) -> None:
    with pytest.raises(InvalidInput, match="Velg hvorfor"), translation.override("nb"):
        answer_match(match, {"answer": "no"}, actor=buyer)
    assert not MatchAnswer.objects.exists()


def test_who_has_a_role_on_both_sides_does_not_answer(match: Match, people: People, world: World) -> None:
    both = hire("odd@gol.example", world.firm, RoleKind.TOP_MANAGEMENT)
    assert not may_answer(acting_as(both), match)
    with pytest.raises(NotAllowed):
        answer_match(match, {"answer": "known"}, actor=acting_as(both))


def test_others_read_a_match_and_do_not_answer(match: Match, people: People) -> None:
    browser = browser_of(people.neighbour, language="en")
    page = browser.get(match.get_absolute_url()).content.decode()
    assert ("Why, for the buyer" in page, "Known before" in page) == (True, False)
    assert browser.post(f"/treff/{match.pk}/svar/kjent/", {"version": match.version}).status_code == 403


def test_inhabil_closes_a_match_for_that_person_alone(match: Match, buyer: Actor, people: People) -> None:
    browser = browser_of(people.buyer)
    assert browser.post(f"/treff/{match.pk}/inhabil/", {"reason": ""}).status_code == 302
    assert browser.get(match.get_absolute_url()).status_code == 404
    assert match.solution.title not in browser.get(f"/behov/{match.need_id}/").content.decode()
    assert not may_draw(buyer, match.need)
    assert not list(tasks_for(buyer))
    assert browser_of(people.manager).get(match.get_absolute_url()).status_code == 200
    assert Entry.objects.get(action="disqualification.declared").scope == "gol"


def test_inhabil_closes_an_answered_match_in_the_list_too(match: Match, buyer: Actor, people: People) -> None:
    answer_match(match, {"answer": "known"}, actor=buyer)
    declare_disqualified(people.buyer, match, reason="", scope="gol", now=timezone.now())
    for address in ("/treff/", "/treff/?format=csv"):
        assert match.solution.title not in browser_of(people.buyer).get(address).content.decode()
        assert match.solution.title in browser_of(people.manager).get(address).content.decode()


def test_inhabil_holds_when_a_match_is_lost_and_found_again(
    match: Match, buyer: Actor, people: People, need: Need
) -> None:
    declare_disqualified(people.buyer, match, reason="", scope="gol", now=timezone.now())
    texts = {name: getattr(match.solution, name) for name in ("title", "problem", "effect", "cpv", "targets")}
    other = {"title": "Grus", "problem": "Sand", "effect": "", "cpv": "", "targets": []}
    for version, told in ((2, other), (3, texts)):
        Solution.objects.update(version=version, **told)
        find()
        assert Match.objects.get().stands == (version == 3)
    assert browser_of(people.buyer).get(Match.objects.get().get_absolute_url()).status_code == 404
    assert not may_draw(buyer, need)


def test_interest_that_is_said_twice_is_told_once(match: Match, buyer: Actor, boss: Actor) -> None:
    browser = browser_of(buyer.person)
    for _ in range(3):
        browser.post(f"/treff/{match.pk}/svar/interessant/", {"version": match.version})
    assert Notice.objects.filter(user=boss.person).count() == 1


def test_what_is_unanswered_waits_in_one_line_for_each_side(
    match: Match, buyer: Actor, boss: Actor, offer: Offer, world: World
) -> None:
    offer(world.firm, "Varme frå dusjen")
    find()
    for actor, name in ((buyer, "Gol kommune"), (boss, "Varme AS")):
        with translation.override("en"):
            (line,) = list(tasks_for(actor))
        assert (str(line.what), line.organisation) == ("Say what you think of 2 matches", name)
    for one in Match.objects.all():
        answer_match(one, {"answer": "known"}, actor=buyer)
    assert (len(list(tasks_for(buyer))), len(list(tasks_for(boss)))) == (0, 1)


def test_known_before_adds_up(match: Match, buyer: Actor, offer: Offer, world: World) -> None:
    for number in range(3):
        offer(world.firm, f"Varme frå dusjen {number}")
    find()
    matches = Match.objects.order_by("pk")
    for one, answer in zip(matches, ("known", "known", "interesting"), strict=False):
        answer_match(one, {"answer": answer}, actor=buyer)
    with translation.override("en"):
        said = tally_sentence(tally(own_matches(buyer), [world.gol.pk]))
    assert said == "3 are answered: 2 known before, 1 new to you, of which 1 interesting."


def test_answers_are_handed_out_as_a_file_for_evaluation(match: Match, buyer: Actor, people: People) -> None:
    answer_match(match, {"answer": "no", "why": "price"}, actor=buyer)
    lines = browser_of(people.buyer, language="en").get("/treff/?format=csv").content.decode("utf-8-sig")
    header, row = lines.splitlines()[:2]
    assert header.split(";")[:7] == ["need", "buyer", "solution", "supplier", "fits", "side", "answer"]
    assert row.split(";")[5:8] == ["the buyer", "Not for us", "It costs too much, or pays too little"]


# --- the draw ---------------------------------------------------------------------------------------


@pytest.fixture
def five(match: Match, people: People, offer: Offer) -> list[Organisation]:
    """Return four more firms whose solutions fit well."""
    firms = []
    for number, code in enumerate(("310482382", "310482757", "310483125", "310483494")):
        firm = Organisation.objects.create(slug=f"firma-{number}", name=f"Firma {number}", kind="supplier")
        confirmed(firm, code, people.boss)
        offer(firm)
        firms.append(firm)
    find()
    return firms


def test_three_are_drawn_by_a_seed_that_anybody_can_draw_by_again(
    need: Need, five: list[Organisation], people: People, buyer: Actor
) -> None:
    browser = browser_of(people.buyer, language="en")
    browser.post(f"/behov/{need.pk}/trekk-tre/", {"version": need.version})
    row = Draw.objects.get()
    assert row.listed == ["firma-0", "firma-1", "firma-2", "firma-3", "varme"]
    assert (len(row.drawn), list(draw(row.seed, row.listed))) == (3, row.drawn)
    own, other = (
        browser_of(one, language="en").get(f"/behov/{need.pk}/").content.decode()
        for one in (people.buyer, people.neighbour)
    )
    asked = "/leverandorer/"
    for page in (own, other):
        assert f"among 5 suppliers whose solutions fit well. Seed: {row.seed}." in page
    assert all(f"{asked}{slug}/" in own for slug in row.drawn)
    assert not any(f"{asked}{slug}/" in other for slug in row.drawn)
    handed_out = browser_of(people.buyer).post(f"/behov/{need.pk}/innsyn/?lang=nb", {"journalled": "yes"})
    with ZipFile(BytesIO(handed_out.content)) as whole:
        texts = [whole.read(name).decode() for name in whole.namelist()]
    assert [(row.seed in one, "Firma" in one) for one in texts] == [(True, False), (True, False)]
    entry = Entry.objects.get(action="match.drawn")
    assert (entry.scope, entry.details) == ("gol", {"count": 5, "seed": row.seed})
    with pytest.raises(NotAllowed):
        draw_suppliers(need, actor=buyer)


def test_each_is_drawn_as_often_as_the_others() -> None:
    firms = [f"firma-{number}" for number in range(10)]
    counts = dict.fromkeys(firms, 0)
    for seed in range(2_000):
        for one in draw(str(seed), firms):
            counts[one] += 1
    assert max(counts.values()) - min(counts.values()) < 120  # 600 each, give or take


def test_a_firm_that_said_no_is_not_drawn_and_what_the_buyer_said_takes_nobody_out(
    need: Need, five: list[Organisation], buyer: Actor, boss: Actor, world: World
) -> None:
    answer_match(
        Match.objects.get(solution__organisation=world.firm), {"answer": "no", "why": "time"}, actor=boss
    )
    theirs = Match.objects.get(solution__organisation=five[0])
    answer_match(theirs, {"answer": "no", "why": "price"}, actor=buyer)
    assert draw_suppliers(need, actor=buyer).listed == ["firma-0", "firma-1", "firma-2", "firma-3"]


def test_who_has_a_role_in_a_firm_or_none_with_the_buyer_does_not_draw(
    need: Need, five: list[Organisation], people: People, boss: Actor
) -> None:
    assert not may_draw(boss, need)
    assert not may_draw(acting_as(people.neighbour), need)
    hire("odd@gol.example", five[0], RoleKind.EDITOR)
    assert not may_draw(acting_as(people.buyer), need)


def test_a_declaration_on_one_match_closes_the_draw(
    need: Need, five: list[Organisation], buyer: Actor
) -> None:
    match = Match.objects.get(solution__organisation=five[0])
    declare_disqualified(buyer.person, match, reason="", scope="gol", now=buyer.now)
    with pytest.raises(NotAllowed):
        draw_suppliers(need, actor=buyer)
