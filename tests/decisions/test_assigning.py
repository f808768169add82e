"""The work on a matter is one person's: who took it up has it, and gives it on."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation

from loftet.background.outbox import send_due
from loftet.core.reading import answer
from loftet.core.registry import Task
from loftet.core.verdicts import NotAllowed
from loftet.decisions.actions.matters import assign_matter, take_up
from loftet.decisions.models import Matter, Treatment, TreatmentKind
from loftet.decisions.queries.waiting import matter_tasks
from loftet.decisions.treatments.actions import Planned, plan_treatment
from loftet.invalid_input import InvalidInput
from loftet.notices.models import Notice
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.actions.own import erase
from loftet.people.models import Role, User
from tests.decisions.conftest import House, actor, prepared, written
from tests.people.partnership import browser_of

DECISION = TreatmentKind.DECISION


def tasks(user: User) -> list[Task]:
    with translation.override("nb"):
        return list(answer(matter_tasks(actor(user))))


def papers(house: House, matter: Matter) -> Treatment:
    """Plan a matter to a meeting whose papers are due soon."""
    return plan_treatment(
        matter,
        Planned(DECISION, house.council, house.council.meetings.first() or house.meeting(20)),
        actor=actor(house.editor),
    )


def test_papers_wait_for_who_writes_the_matter_and_then_for_who_was_given_it(house: House) -> None:
    matter = written(house)
    papers(house, matter)
    (task,) = tasks(house.editor)
    assert (task.give, tasks(house.director)) == (f"/saker/{matter.pk}/gi-til/", [])
    sent = {"assignee": house.director.pk, "version": "1"}
    assert browser_of(house.editor).post(task.give, sent)["Location"] == f"/saker/{matter.pk}/"
    assert [one.what for one in tasks(house.director)] == [task.what]
    assert tasks(house.editor) == []


def test_who_is_given_a_matter_gets_one_letter_about_it(house: House) -> None:
    matter = written(house)
    assign_matter(matter, house.director, actor=actor(house.editor))
    assert Notice.objects.get(kind="matter.assigned").user == house.director
    send_due(timezone.now())
    send_due(timezone.now())
    (letter,) = mail.outbox
    assert letter.to == [house.director.email]
    assert "Deltaking i Bærekraftsløftet" in str(letter.body)


def test_who_takes_a_matter_up_has_it(house: House) -> None:
    assert take_up(prepared(house), actor=actor(house.director)).assignee == house.director


def test_what_nobody_can_do_waits_for_all(house: House) -> None:
    matter = written(house)
    papers(house, matter)
    assert tasks(house.director) == []
    declare_disqualified(house.editor, matter, reason="", scope="gol", now=timezone.now())
    assert len(tasks(house.director)) == 1
    other = written(house)
    papers(house, other)
    Role.objects.filter(user=house.editor).update(valid_to=timezone.localdate())
    assert len(tasks(house.director)) == 2


def test_an_outcome_waits_for_all_who_record_where_the_writer_does_not(house: House) -> None:
    matter = written(house)
    planned = Planned(DECISION, house.council, house.meeting(-1))
    plan_treatment(matter, planned, actor=actor(house.editor))
    assert (len(tasks(house.editor)), tasks(house.director)) == (1, [])
    Role.objects.filter(user=house.editor).update(kind="business_adviser")
    assert len(tasks(house.director)) == 1


def test_a_matter_is_given_to_those_who_write_there_alone(house: House) -> None:
    matter = written(house)
    with pytest.raises(InvalidInput):
        assign_matter(matter, house.neighbour, actor=actor(house.editor))
    with pytest.raises(NotAllowed):
        assign_matter(matter, None, actor=actor(house.neighbour))
    assert browser_of(house.neighbour).get(f"/saker/{matter.pk}/gi-til/").status_code == 404


def test_the_matters_of_an_erased_person_are_everybody_s(house: House) -> None:
    matter = written(house)
    erase(house.editor, now=timezone.now(), today=timezone.localdate())
    matter.refresh_from_db()
    assert matter.assignee is None


def test_a_decision_from_before_the_matter_was_prepared_is_asked_about(house: House) -> None:
    matter = take_up(prepared(house), actor=actor(house.director))
    row = plan_treatment(
        matter, Planned(DECISION, house.council, house.meeting(-9)), actor=actor(house.director)
    )
    address = f"/saker/{matter.pk}/behandlinger/{row.pk}/utfall/"
    sent = {"outcome": "adopted", "wording": matter.proposal, "version": "1"}
    minutes = {
        f"{one}-{form}": "0" for one in ("motion", "statement") for form in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    refused = browser_of(house.director).post(address, sent | minutes)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'href="#id_sure"' in page  # the day has no field here: what is asked leads to the tick
    assert page.index('name="sure"') < page.index('name="outcome"')
    row.refresh_from_db()
    assert row.outcome == ""
    assert browser_of(house.director).post(address, sent | minutes | {"sure": "on"}).status_code == 302
    row.refresh_from_db()
    assert (row.outcome, row.day) == ("adopted", timezone.localdate() - timedelta(9))
