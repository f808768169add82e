"""One refused case for each rule and each kind of field, with its reason."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.needs.actions import (
    change_need,
    close_need,
    renew_need,
    return_need,
    send_need,
    set_reading,
    share_need,
    write_need,
)
from loftet.needs.models import STANDS_FOR, Need, NeedChange, State
from loftet.needs.rules import OF_OTHERS, may_close, may_set_reading
from loftet.notices.actions.notifications import follow
from loftet.notices.models import Notice, Reason
from loftet.people.models import RoleKind
from loftet.people.permissions import Actor
from tests.needs.conftest import BASIS, People, Share, shared_as
from tests.people.partnership import World, acting_as, hire
from tests.refusals import reason_of

pytestmark = pytest.mark.usefixtures("english")  # reasons are read as they are written

CYRILLIC = "Sv\N{CYRILLIC SMALL LETTER O}mmehallen"


@pytest.mark.parametrize(
    ("written", "field", "reason"),
    [
        ({"title": ""}, "title", "cannot be blank"),
        ({"title": "x" * 161}, "title", "at most 160"),
        ({"title": CYRILLIC}, "title", "another alphabet"),
        ({"title": "<b>Mindre</b> lekkasje"}, "title", "without code such as «<b>»"),
        ({"effect": "<script>alert(1)</script>"}, "effect", "without code"),
        ({"problem": "x" * 10_000_000}, "problem", "at most 2000"),
        ({"volume": -1, "unit": "km"}, "volume", "above 0"),
        ({"volume": 0, "unit": "km"}, "volume", "above 0"),
        ({"volume": 12}, "unit", "in which unit"),
        ({"volume": "mykje", "unit": "km"}, "volume", "decimal number"),
        ({"wished": 3}, "measure", "what is measured"),
        ({"budget": -5}, "budget", "above 0"),
        ({"budget": 5, "budget_hidden": True}, "budget_basis", "Choose the paragraph"),
        (
            {"budget": 5, "budget_hidden": True, "budget_basis": "offl-99"},
            "budget_basis",
            "Choose the paragraph",
        ),
        ({"cpv": "4523215000"}, "cpv", "two to eight digits"),
        ({"cpv": "røyr"}, "cpv", "two to eight digits"),
        ({"goals": ["18"]}, "goals", "«18»"),
        ({"targets": ["6.99"]}, "targets", "«6.99»"),
        ({"targets": "6.4"}, "targets", "at most 10"),
        ({"contact": CYRILLIC}, "contact", "another alphabet"),
        ({"per": "day"}, "per", "not a valid choice"),
        ({"way": "theft"}, "way", "not a valid choice"),
        ({"needed_by": "i morgon"}, "needed_by", "date"),
    ],
)
def test_a_value_is_refused_at_its_field(
    draft: Need, writer: Actor, written: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        change_need(draft, written, actor=writer)
    assert next((one.field, reason in one.cause) for one in refused.value.problems) == (field, True)


@pytest.mark.parametrize("role", ["politician", "neighbour", "council", "far"])
def test_a_need_is_written_by_those_who_write_for_the_organisation(
    world: World, people: People, role: str
) -> None:
    with pytest.raises(NotAllowed, match="Needs are written by"):
        write_need(world.gol, {"title": "Mindre"}, actor=acting_as(getattr(people, role)))


def test_a_firm_has_no_needs(world: World, people: People) -> None:
    with pytest.raises(NotAllowed, match="Needs are those of"):
        write_need(world.firm, {"title": "Mindre"}, actor=acting_as(people.firm))


def test_a_buyer_writes_for_another_municipality_by_delegation_and_not_without(
    world: World, people: People
) -> None:
    with pytest.raises(NotAllowed):
        write_need(world.gol, {"title": "Mindre"}, actor=acting_as(people.neighbour))
    hire("lars@al.example", world.gol, RoleKind.PROCUREMENT_OFFICER, document="26/14")
    assert write_need(world.gol, {"title": "Mindre"}, actor=acting_as(people.neighbour)).state == State.DRAFT


def test_a_need_is_not_made_from_one_that_is_hidden(world: World, people: People, draft: Need) -> None:
    far = acting_as(people.far)
    with pytest.raises(InvalidInput, match="not open to you"):
        write_need(far.person.roles.get().organisation, {"title": "Vårt", "derived_from": draft}, actor=far)


@pytest.mark.parametrize(
    ("audience", "more", "field", "reason"),
    [
        ("region", {"journal": ""}, "journal", "entered in the journal"),
        ("public", {"journal": ""}, "journal", "entered in the journal"),
        ("public", {"journal": "entered"}, "journal_case", "case number"),
        ("own", {"expires_on": timezone.localdate()}, "expires_on", "within a year"),
        ("own", {"expires_on": timezone.localdate() + timedelta(days=400)}, "expires_on", "within a year"),
    ],
)
def test_a_need_is_not_shared(
    draft: Need, writer: Actor, audience: str, more: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput, match=reason) as refused:
        share_need(draft, shared_as(audience, **more), actor=writer)
    assert refused.value.problems[0].field == field


def test_a_need_for_the_own_organisation_asks_nothing_about_the_journal(share: Share) -> None:
    assert share("own").state == State.OPEN


def test_a_shared_need_is_not_hidden_again(share: Share) -> None:
    share("public")
    with pytest.raises(InvalidInput, match="cannot be hidden"):
        share("region")


def test_a_need_that_has_run_out_is_renewed_before_it_is_changed(share: Share, writer: Actor) -> None:
    need = share("own")
    with pytest.raises(NotAllowed, match="from a month before"):
        renew_need(need, actor=writer)
    Need.objects.update(expires_on=writer.today - timedelta(days=1))
    need.refresh_from_db()
    with pytest.raises(NotAllowed, match="has run out"):
        change_need(need, {"effect": "Mindre."}, actor=writer)
    assert renew_need(need, actor=writer).expires_on == writer.today + STANDS_FOR


def test_a_closed_need_stands_as_it_is(share: Share, writer: Actor) -> None:
    need = close_need(share("own"), {"outcome": "solved", "outcome_text": ""}, actor=writer)
    for change in (change_need, share_need, close_need):
        with pytest.raises(NotAllowed):
            change(need, {}, actor=writer)
    assert reason_of(may_close(writer, need)) == "The need is closed, and stands as it is."


def test_only_for_what_speaks_for_a_place_a_second_reader_is_chosen(world: World, people: People) -> None:
    assert reason_of(may_set_reading(acting_as(people.firm), world.firm)) == str(OF_OTHERS)


def test_a_need_is_closed_with_an_outcome(share: Share, writer: Actor) -> None:
    with pytest.raises(InvalidInput, match="Choose what came of it"):
        close_need(share("own"), {"outcome": "", "outcome_text": ""}, actor=writer)


def test_without_a_second_reader_the_check_list_stands_in(draft: Need, writer: Actor) -> None:
    with pytest.raises(NotAllowed, match="check list is used instead"):
        send_need(draft, actor=writer)


def test_a_second_reader_is_another_person(world: World, people: People, draft: Need, writer: Actor) -> None:
    colleague = acting_as(people.colleague)
    set_reading(world.gol, {"wants_reader": True}, 0, actor=colleague)
    with pytest.raises(NotAllowed, match="another person to read it first"):
        share_need(draft, shared_as("own"), actor=writer)
    sent = send_need(draft, actor=writer)
    with pytest.raises(NotAllowed, match="Somebody else than"):
        share_need(sent, shared_as("own"), actor=writer)
    with pytest.raises(NotAllowed, match="procurement officer"):
        return_need(sent, actor=acting_as(people.politician))
    back = return_need(sent, actor=colleague)
    assert back.state == State.DRAFT
    assert share_need(send_need(back, actor=writer), shared_as("own"), actor=colleague).state == State.OPEN


def test_who_wrote_a_need_is_told_when_the_second_reader_shares_it(
    world: World, people: People, draft: Need, writer: Actor
) -> None:
    colleague = acting_as(people.colleague)
    follow(people.politician, draft, draft.get_absolute_url(), now=writer.now)
    set_reading(world.gol, {"wants_reader": True}, 0, actor=colleague)
    share_need(send_need(draft, actor=writer), shared_as("own"), actor=colleague)
    told = Notice.objects.filter(kind="need.shared").values_list("user__email", "reason")
    assert set(told) == {
        (people.writer.email, Reason.ROLE),
        (people.politician.email, Reason.FOLLOWS),
    }


@pytest.mark.parametrize("role", ["writer", "neighbour", "firm"])
def test_management_alone_chooses_a_second_reader(world: World, people: People, role: str) -> None:
    with pytest.raises(NotAllowed, match="choose this"):
        set_reading(world.gol, {"wants_reader": True}, 0, actor=acting_as(getattr(people, role)))


def test_a_change_of_a_shared_need_says_what_stood_there(share: Share, draft: Need, writer: Actor) -> None:
    assert change_need(draft, {"effect": "Vi vil spare 15 %."}, actor=writer) is None
    need = share("own")
    hidden = {"budget": 5, "budget_hidden": True, "budget_basis": BASIS}
    made = change_need(need, {"effect": "Vi vil spare 20 %.", "title": need.title, **hidden}, actor=writer)
    assert made is not None
    assert (made.number, made.fields) == (1, ["budget", "budget_basis", "budget_hidden", "effect"])
    assert made.before == {"effect": "Vi vil spare 15 %."}


def test_an_earlier_number_is_shown_as_numbers_are_and_a_text_as_it_was() -> None:
    change = NeedChange(
        before={"volume": "38.00", "value": "1250.5000", "budget": "", "constraints": "38.00"}
    )
    with translation.override("nn"):
        told = [text.replace("\N{NO-BREAK SPACE}", " ") for _name, text in change.texts_before]
    assert told == ["38", "1 250,50", "", "38.00"]
