"""What is refused around a meeting, each with its reason."""

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from loftet.dialogues.models import MarketNotice, Question
from loftet.dialogues.notice import is_noticed
from loftet.dialogues.rules import (
    MOST_WAITING,
    may_ask,
    may_ask_by_link,
    may_hand_over,
    may_summarise,
    may_write_notice,
)
from loftet.evaluations.rules import may_read as may_read_told
from loftet.meetings.forms import PlacesForm
from loftet.meetings.models import Event, Team
from loftet.meetings.rules import OF_THE_COHORT, _is_for, is_open, may_see
from loftet.minutes.rules import may_write
from loftet.one_to_one.example import one_to_one_of
from loftet.one_to_one.models import Talk
from loftet.one_to_one.rules import may_ask as may_wish
from loftet.one_to_one.rules import may_bar, may_confirm, meets
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.programme.models import Cohort
from loftet.timetables.rules import may_release, may_run
from tests.meetings.conftest import Register, in_days
from tests.needs.conftest import People
from tests.people.partnership import World, acting_as
from tests.refusals import reason_of

pytestmark = pytest.mark.usefixtures("english")


def test_a_draft_is_read_by_its_organiser_and_has_no_minutes(
    event: Event, people: People, writer: Actor
) -> None:
    Event.objects.update(state="draft", announced=None)
    event.refresh_from_db()
    assert may_see(writer, event)
    assert reason_of(may_see(acting_as(people.far), event)) == "The meeting is not open to you."
    assert reason_of(may_write(writer, event)).startswith("Only a meeting that is announced")
    assert reason_of(is_open(writer, event)) == "The meeting is not announced yet."


def test_a_gathering_has_neither_a_notice_nor_one_to_one_meetings(event: Event, writer: Actor) -> None:
    event.kind = "gathering"
    assert reason_of(may_write_notice(writer, event)) == "Only a dialogue with firms has a notice."
    assert reason_of(meets(event)).startswith("Only dialogues with firms and matchmaking")
    assert is_noticed(event)


def test_a_dialogue_is_announced_where_unknown_firms_find_it_first_on_doffin_then_in_english(
    event: Event,
) -> None:
    MarketNotice.objects.filter(event=event).delete()
    assert reason_of(is_noticed(event)).startswith("Write the number on Doffin first")
    notice = MarketNotice.objects.create(
        event=event, title="Lekkasjar", text="Finn lekkasjar.", doffin="2026-1"
    )
    assert reason_of(is_noticed(event)).startswith("Write a few sentences in English first")
    MarketNotice.objects.filter(pk=notice.pk).update(no_english="Berre norske firma kan levere.")
    assert is_noticed(event)


def test_who_asks_has_a_role_and_by_a_link_only_so_many_questions_wait(
    event: Event, world: World, people: People, register: Register
) -> None:
    alone = acting_as(User.objects.create_user("alone@example.no"))
    assert reason_of(may_ask(alone, event)).startswith("You ask for an organisation.")
    team = register(world.firm, people.firm, "Sigrid")
    asked = [Question(event=event, text="Kor djupt?", asked=timezone.now()) for _one in range(MOST_WAITING)]
    Question.objects.bulk_create(asked[1:])
    assert may_ask_by_link(alone, team)
    asked[0].save()
    assert reason_of(may_ask_by_link(alone, team)).startswith("Twenty questions wait")


def test_a_timetable_is_made_until_the_day_and_a_note_confirmed_once_it_is_written(
    event: Event, writer: Actor
) -> None:
    frame = one_to_one_of(event, writer)
    assert may_run(writer, frame)
    frame.day, frame.wishes_by = in_days(-1), in_days(-9)
    assert reason_of(may_run(writer, frame)) == "The meetings have been."
    assert reason_of(may_confirm(writer, Talk())) == "Nothing is written yet."
    assert may_confirm(writer, Talk(written=timezone.now()))


def test_a_cancelled_dialogue_has_no_summary_and_a_draft_no_questions(event: Event, writer: Actor) -> None:
    event.state = "cancelled"
    assert reason_of(may_summarise(writer, event)) == "The meeting is cancelled."
    event.state, event.announced = "draft", None
    assert reason_of(may_hand_over(writer, event)) == "The meeting is not announced yet."
    assert reason_of(meets(event)) == "The meeting is not announced yet."


def test_what_teams_tell_is_read_after_the_day(event: Event, writer: Actor) -> None:
    assert reason_of(may_read_told(writer, event)) == "The meeting has not been yet."
    event.day = in_days(-1)
    assert may_read_told(writer, event)


def test_where_there_are_no_one_to_one_meetings_nothing_is_made_of_them(event: Event, writer: Actor) -> None:
    for rule in (may_run, may_release, may_bar):
        assert reason_of(rule(writer, None)) == "There are no one-to-one meetings."
    assert reason_of(may_wish(writer, Team(event=event))) == "There are no one-to-one meetings."
    frame = one_to_one_of(event, writer)
    assert may_bar(writer, frame)
    frame.day = in_days(-1)
    assert reason_of(may_bar(writer, frame)) == "The meetings have been."


def test_a_gathering_of_a_cohort_is_for_those_who_take_part_in_it(
    event: Event, world: World, people: People
) -> None:
    event.kind, event.cohort = "gathering", Cohort(pk=1, lead=world.council)
    assert reason_of(_is_for(acting_as(people.far), event)) == str(OF_THE_COHORT)
    assert _is_for(acting_as(people.council), event)


def test_registration_closes_on_no_new_day_that_has_passed(event: Event) -> None:
    sent = {"closes": in_days(-1).isoformat(), "seats": "3", "version": "0"}
    form = PlacesForm(sent, instance=event)
    assert form.errors == {"closes": ["Choose a day that is still to come."]}
    event.closes = in_days(-1)
    assert PlacesForm(sent, instance=event).is_valid()  # what stood there stays


def test_what_is_refused_takes_the_focus_without_scripts(event: Event) -> None:
    form = PlacesForm({"closes": "", "seats": "", "version": "0"}, instance=event)
    said = render_to_string("core/parts/not_kept.html", {"form": form})
    assert '<div class="ds-error-summary" role="alert" tabindex="-1" autofocus>' in said
