"""Who can what: written by those with a role in the municipality, seen by those who work in the cohort."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.decisions.models import Outcome
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.people.actions.own import erase
from loftet.people.models import Role, RoleKind, User
from loftet.programme.competence.actions import (
    add_competence,
    remove_competence,
    revise_competence,
)
from loftet.programme.competence.queries import competence_map, competences_of
from loftet.programme.models import Competence, CompetenceKind
from loftet.programme.participation.actions import decide_by_delegation
from loftet.programme.rules import works_in
from tests.people.partnership import browser_of, hire
from tests.programme.conftest import STATE, Programme, actor, both_joined, delegated, joined


def ability(
    kind: CompetenceKind, person: User | None, function: str, about: str = "", *, can_be_lent: bool = False
) -> dict[str, Any]:
    """Return what somebody can."""
    return {"kind": kind, "person": person, "function": function, "about": about, "can_be_lent": can_be_lent}


BUYER = ability(CompetenceKind.PROCUREMENT, None, "innkjøpar", "", can_be_lent=False)
BUYS = ability(CompetenceKind.PROCUREMENT, None, "innkjøpsleiar", "Rammeavtalar", can_be_lent=True)


def test_the_map_shows_who_can_what_and_names_those_who_could_help(programme: Programme) -> None:
    both_joined(programme)
    house = programme.house
    add_competence(house.world.gol, BUYS, actor=actor(house.director))
    page = competence_map(programme.cohort, actor(house.director))
    table = {
        (row.name, cell.kind.value): ([one.who for one in cell.able], cell.helpers)
        for row in page.rows
        for cell in row.cells
        if cell.kind in (CompetenceKind.PROCUREMENT, CompetenceKind.INNOVATION)
    }
    assert table == {
        ("Gol", "procurement"): (["innkjøpsleiar"], ()),
        ("Gol", "innovation"): ([], ()),
        ("Ål", "procurement"): ([], ("Gol",)),
        ("Ål", "innovation"): ([], ()),
    }
    assert (page.gaps, page.cells) == (7, 8)
    assert CompetenceKind.PROCUREMENT not in page.without_help
    assert {row.name: row.may_edit for row in page.rows} == {"Gol": True, "Ål": False}


def test_a_municipality_that_does_not_take_part_is_not_in_the_map(programme: Programme) -> None:
    joined(programme)
    page = competence_map(programme.cohort, actor(programme.house.director))
    assert [row.name for row in page.rows] == ["Gol"]


def test_nobody_writes_for_another_municipality(programme: Programme) -> None:
    with pytest.raises(NotAllowed):
        add_competence(programme.house.world.al, BUYS, actor=actor(programme.house.director))
    assert not Competence.objects.exists()


def test_a_competence_is_somebodys_and_the_person_has_a_role_there(
    programme: Programme, in_english: None
) -> None:
    house = programme.house
    nobody = ability(CompetenceKind.ANALYSIS, None, " ", "", can_be_lent=False)
    with pytest.raises(InvalidInput, match="Choose a person, or write a function"):
        add_competence(house.world.gol, nobody, actor=actor(house.director))
    neighbour = ability(CompetenceKind.ANALYSIS, house.neighbour, "", "", can_be_lent=False)
    with pytest.raises(InvalidInput, match="no role in the municipality"):
        add_competence(house.world.gol, neighbour, actor=actor(house.director))


def test_a_stale_change_overwrites_nothing(programme: Programme) -> None:
    house = programme.house
    row = add_competence(house.world.gol, BUYS, actor=actor(house.director))
    newer = revise_competence(row, BUYER, actor=actor(house.editor))
    with pytest.raises(ChangedMeanwhile):
        revise_competence(row, BUYS, actor=actor(house.director))
    with pytest.raises(ChangedMeanwhile):
        remove_competence(row, actor=actor(house.director))
    row.refresh_from_db()
    assert (row.function, row.version) == ("innkjøpar", 2)
    remove_competence(newer, actor=actor(house.director))
    assert not Competence.objects.exists()
    kept = Entry.objects.filter(action__startswith="competence.").order_by("pk")
    assert [(one.action, one.details, one.acting_for) for one in kept] == [
        ("competence.added", {"kind": "procurement", "version": 1}, "Gol kommune"),
        ("competence.revised", {"kind": "procurement", "version": 2}, "Gol kommune"),
        ("competence.removed", {"kind": "procurement", "version": 2}, "Gol kommune"),
    ]


def test_a_stale_form_names_the_person_and_says_yes_in_words(programme: Programme) -> None:
    house = programme.house
    row = add_competence(house.world.gol, BUYER, actor=actor(house.director))
    theirs = ability(CompetenceKind.PROCUREMENT, house.editor, "innkjøpar", can_be_lent=True)
    revise_competence(row, theirs, actor=actor(house.editor))
    address = reverse("change_competence", args=["gol", row.pk])
    sent = {"kind": "procurement", "function": "innkjøpar", "version": "1"}
    text = browser_of(house.director).post(f"{address}?lang=nb", sent).content.decode()
    assert re.findall(r"<dt>.*?</dt> <dd>(.*?)</dd>", text) == ["kari@gol.example", "ja"]


def test_a_person_who_is_erased_leaves_the_function_and_no_name(programme: Programme) -> None:
    house = programme.house
    leaves = hire("ole@gol.example", house.world.gol, RoleKind.STATISTICS)
    who = actor(house.director)
    both = ability(CompetenceKind.ANALYSIS, leaves, "analytikar", "", can_be_lent=False)
    alone = ability(CompetenceKind.STATISTICS, leaves, "", "", can_be_lent=False)
    add_competence(house.world.gol, both, actor=who)
    add_competence(house.world.gol, alone, actor=who)
    erase(leaves, now=who.now, today=who.today)
    row = Competence.objects.get()
    assert (row.person, row.function) == (None, "analytikar")


def test_the_pages_work_without_javascript(programme: Programme) -> None:
    both_joined(programme)
    browser = browser_of(programme.house.director)
    own = reverse("own_competence", args=["gol"])
    sent = {"kind": "statistics", "function": "statistikar", "can_be_lent": "on", "version": "0"}
    assert browser.post(own, sent).status_code == 302
    row = Competence.objects.get()
    assert "statistikar" in browser.get(own).content.decode()
    assert browser.post(own, {"kind": "statistics", "version": "0"}).status_code == 422
    change = reverse("change_competence", args=["gol", row.pk])
    assert "statistikar" in browser.get(change).content.decode()
    assert browser.post(change, sent | {"function": "analytikar", "version": "1"}).status_code == 302
    stale = browser.post(change, sent | {"function": "eg skreiv dette", "version": "1"})
    assert stale.status_code == 409
    text = stale.content.decode()
    assert "analytikar" in text
    assert "eg skreiv dette" in text
    table = browser.get(reverse("cohort_competence", args=[programme.cohort.slug])).content.decode()
    assert "analytikar" in table
    file = browser.get(reverse("cohort_competence_csv", args=[programme.cohort.slug])).content.decode(
        "utf-8-sig"
    )
    assert "Gol;statistics;analytikar;;1;" in file
    assert "Ål;statistics;;;;Gol" in file
    remove = reverse("remove_competence", args=["gol", row.pk])
    browser.post(remove, {"version": "1"})
    assert Competence.objects.exists()
    browser.post(remove, {"version": "2"})
    assert not Competence.objects.exists()


def test_the_map_asks_as_much_of_fifty_municipalities_as_of_one(
    large: Programme, django_assert_max_num_queries: object
) -> None:
    browser = browser_of(large.house.facilitator)
    browser.get("/om/")  # what waits for one is counted once a minute
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        answer = browser.get(reverse("cohort_competence", args=[large.cohort.slug]))
    assert answer.content.decode().count("<tr>") >= 52


def test_whoever_has_left_is_neither_named_nor_lent(programme: Programme, in_english: None) -> None:
    joined(programme)
    house, today = programme.house, timezone.localdate()
    buyer = hire("kari@gol.example", house.world.gol, RoleKind.PROCUREMENT_OFFICER)
    lends = ability(CompetenceKind.PROCUREMENT, buyer, "", "Rammeavtalar", can_be_lent=True)
    add_competence(house.world.gol, lends, actor=actor(house.director))
    page = reverse("cohort_competence_csv", args=[programme.cohort.slug])
    assert b"kari@gol.example" in browser_of(house.director).get(page).content
    Role.objects.filter(user=buyer).update(valid_to=today)
    assert b"kari@gol.example" not in browser_of(house.director).get(page).content
    (line,) = competences_of(house.world.gol, today)
    assert (line.who, line.can_be_lent) == ("nobody is named now", False)


def test_a_municipality_that_declines_no_longer_reads_the_map(programme: Programme) -> None:
    may = actor(programme.house.director).permissions
    assert works_in(may, programme.cohort)
    decide_by_delegation(
        programme.gol,
        delegated(Outcome.REJECTED, wording="Gol deltek ikkje."),
        STATE.DOES_NOT,
        0,
        actor=actor(programme.house.director),
    )
    assert not works_in(may, programme.cohort)


@pytest.mark.parametrize("page", ["", "fjern/"])
def test_a_stranger_does_not_learn_which_lines_there_are(
    programme: Programme, client: Client, page: str
) -> None:
    gol = programme.house.world.gol
    line = add_competence(gol, BUYER, actor=actor(programme.house.director))
    address = f"/organisasjoner/{gol.slug}/kompetanse"
    found = [client.post(f"{address}/{number}/{page}") for number in (line.pk, line.pk + 1)]
    assert [one.status_code for one in found] == [302, 302]
    assert all(one.headers["Location"].startswith("/logg-inn/") for one in found)
