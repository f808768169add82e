"""Reports are ordered once, approved by their own, frozen by a decision, and sent to the post box alone."""

from typing import Any

import pytest
from django.core import mail
from django.db.models import QuerySet

from loftet.challenges.choosing.models import IndicatorSet
from loftet.core.mail import MOST_ATTACHED
from loftet.core.models import WorkItem
from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.decisions.models import Outcome, Treatment
from loftet.documents.files import PDF, WORD
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.people.models import RoleKind
from loftet.reports.actions import (
    adopt_report,
    approve_report,
    order_for_members,
    remove_decision,
    send_report,
    withdraw_report,
)
from loftet.reports.models import PlaceReport, Sending, State
from loftet.reports.queries import has_files, members_with_people, post_box_of
from loftet.reports.sentences import standing
from tests.letters import letters_sent
from tests.people.partnership import World, acting_as, hire
from tests.reports.place.conftest import People, edition_id, order, place_of, work

BOX = {"address": "Postmottak@Gol.example ", "journal": "entered", "journal_case": "26/14"}


def test_a_report_is_one_row_for_kind_edition_and_language(world: World, people: People) -> None:
    first, again = order(world.gol, people.planner), order(world.gol, people.politician)
    other = order(world.gol, people.planner, language="nb")
    assert (first.pk, other.pk == first.pk, WorkItem.objects.count()) == (again.pk, False, 2)


def test_a_draft_is_made_again_and_an_approved_report_is_not(
    world: World, people: People, approved: PlaceReport
) -> None:
    assert order(world.gol, people.planner).made == approved.made
    withdraw_report(approved, actor=acting_as(people.director))
    assert order(world.gol, people.planner).made is None


def test_what_was_ordered_again_meanwhile_is_not_approved(
    world: World, people: People, made: PlaceReport
) -> None:
    order(world.gol, people.planner)
    work()
    with pytest.raises(ChangedMeanwhile):
        approve_report(made, actor=acting_as(people.director))


def test_each_member_gets_its_own_in_its_own_form_and_approves_it_itself(
    world: World, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    region = place_of(world.council)
    members = members_with_people(region)
    made = order_for_members(region, "one-page", members, edition_id(), actor=acting_as(people.council))
    assert [(one.place.slug, one.language, one.prepared_by) for one in made] == [
        ("gol", "nn", world.council),
        ("al", "nn", world.council),
    ]
    PlaceReport.objects.update(made=made[0].ordered)
    made[0].refresh_from_db()
    for other in (people.council, people.neighbour, people.lent):
        with pytest.raises(NotAllowed):
            approve_report(made[0], actor=acting_as(other))
    assert approve_report(made[0], actor=acting_as(people.director)).state == State.APPROVED
    assert PlaceReport.objects.get(place__slug="al").state == State.DRAFT


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the tables whose rows are locked, in the order in which they are."""
    found: list[str] = []
    lock = QuerySet.select_for_update

    def told(rows: QuerySet[Any], **options: Any) -> QuerySet[Any]:
        found.append(rows.model.__name__)
        return lock(rows, **options)

    monkeypatch.setattr(QuerySet, "select_for_update", told)
    return found


def test_places_are_locked_before_reports_and_work_before_its_report(
    world: World, people: People, ordered: PlaceReport, locked: list[str]
) -> None:
    region, council = place_of(world.council), acting_as(people.council)
    order(world.gol, people.planner)
    assert locked == ["Place", "WorkItem", "PlaceReport"]
    locked.clear()
    members = members_with_people(region)
    order_for_members(region, ordered.kind, members, ordered.edition, actor=council)
    assert locked == ["Place", "Place", "WorkItem", "PlaceReport"]


def test_what_the_municipality_has_begun_itself_stays_its_own(
    world: World, people: People, made: PlaceReport
) -> None:
    region, council = place_of(world.council), acting_as(people.council)
    order_for_members(region, made.kind, members_with_people(region), made.edition, actor=council)
    made.refresh_from_db()
    assert (made.prepared_by, made.made is None) == (None, False)


def test_an_adopted_report_stays_as_it_is(
    world: World, people: People, approved: PlaceReport, decision: Treatment
) -> None:
    report = adopt_report(approved, decision, actor=acting_as(people.planner))
    assert (report.state, report.decision) == (State.ADOPTED, decision)
    with pytest.raises(NotAllowed):
        withdraw_report(PlaceReport.objects.get(), actor=acting_as(people.director))
    assert order(world.gol, people.planner).made == approved.made


@pytest.mark.parametrize("change", [{"outcome": "rejected"}, {"outcome": "postponed"}])
def test_only_what_a_decision_has_adopted_is_tied_to_it(
    change: dict[str, str], people: People, approved: PlaceReport, decision: Treatment
) -> None:
    Treatment.objects.update(**change)
    with pytest.raises(InvalidInput, match="Choose a public decision"):
        adopt_report(approved, decision, actor=acting_as(people.planner))


def test_a_decision_that_others_may_not_read_adopts_nothing_here(
    people: People, approved: PlaceReport, decision: Treatment
) -> None:
    type(decision.matter).objects.update(state="draft", published=None)
    with pytest.raises(InvalidInput, match="Choose a public decision"):
        adopt_report(approved, decision, actor=acting_as(people.planner))


def test_a_decision_that_is_corrected_later_is_no_longer_said_to_adopt_it(
    people: People, approved: PlaceReport, decision: Treatment
) -> None:
    adopt_report(approved, decision, actor=acting_as(people.planner))
    Treatment.objects.update(outcome=Outcome.REJECTED)
    report = PlaceReport.objects.get()
    assert (report.stays_adopted, "corrected since" in standing(report)) == (False, True)


def test_the_post_box_gets_the_files_once_and_the_journal_is_answered(
    people: People, approved: PlaceReport
) -> None:
    send_report(approved, BOX, actor=acting_as(people.planner))
    (letter,) = letters_sent()
    assert (letter.to, letter.subject) == (["postmottak@gol.example"], "Saksframlegg: Gol")
    assert [(name, content) for name, content, _type in letter.attachments] == [
        (approved.file(WORD).name, b"word"),
        (approved.file(PDF).name, b"nn"),
    ]
    assert "26/14" in str(letter.body)
    assert letter.extra_headers["Reply-To"] == people.planner.email
    assert Entry.objects.filter(action="paper.sent", scope="gol").count() == 1
    with pytest.raises(InvalidInput, match="has been sent"):
        send_report(approved, BOX, actor=acting_as(people.director))


def test_what_is_approved_again_is_sent_again(people: People, approved: PlaceReport) -> None:
    planner, director = acting_as(people.planner), acting_as(people.director)
    first = send_report(approved, BOX, actor=planner)
    withdraw_report(approved, actor=director)
    again = approve_report(PlaceReport.objects.get(), actor=director)
    second = send_report(again, BOX, actor=planner)
    assert (first.pk != second.pk, len(letters_sent())) == (True, 1)


@pytest.mark.parametrize("domain", ["gmail.com", "Online.no"])
def test_a_domain_of_free_mail_is_no_municipality_s_own(
    domain: str, world: World, people: People, approved: PlaceReport
) -> None:
    hire(f"per@{domain}", world.gol, RoleKind.POLITICIAN)
    with pytest.raises(InvalidInput, match=r"its address ends in @gol\.example"):
        send_report(approved, BOX | {"address": f"post@{domain}"}, actor=acting_as(people.planner))
    assert post_box_of(approved.place) == "postmottak@gol.example"


def test_a_wrong_decision_is_removed_by_the_own_management(
    people: People, approved: PlaceReport, decision: Treatment
) -> None:
    report = adopt_report(approved, decision, actor=acting_as(people.planner))
    for other in (people.planner, people.lent, people.neighbour):
        with pytest.raises(NotAllowed):
            remove_decision(report, actor=acting_as(other))
    report = remove_decision(report, actor=acting_as(people.director))
    assert (report.state, report.decision, report.approved) == (State.APPROVED, None, approved.approved)


def test_an_approved_report_whose_files_are_gone_gets_them_again(
    world: World, people: People, approved: PlaceReport
) -> None:
    approved.file(PDF).unlink()
    order(world.gol, people.planner)
    assert (work(), has_files(approved)) == (1, True)
    report = PlaceReport.objects.get()
    assert (report.state, report.made) == (State.APPROVED, approved.made)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"address": "postmottak@al.example"}, "address"),
        ({"address": "post@lent.example"}, "address"),
        ({"address": "kari@gol.example"}, "address"),
        ({"address": "ikkje ei adresse"}, "address"),
        ({"journal": ""}, "journal"),
        ({"journal_case": " "}, "journal_case"),
    ],
)
def test_nothing_is_sent_to_others_or_without_an_answer_about_the_journal(
    sent: dict[str, Any], field: str, people: People, approved: PlaceReport
) -> None:
    with pytest.raises(InvalidInput) as refused:
        send_report(approved, {**BOX, **sent}, actor=acting_as(people.planner))
    assert [one.field for one in refused.value.problems] == [field]
    assert (Sending.objects.count(), letters_sent()) == (0, [])


def test_a_report_that_was_taken_back_is_not_sent(people: People, approved: PlaceReport) -> None:
    send_report(approved, BOX, actor=acting_as(people.planner))
    withdraw_report(approved, actor=acting_as(people.director))
    assert letters_sent() == []


def test_files_that_are_too_large_for_a_letter_are_not_sent(people: People, approved: PlaceReport) -> None:
    approved.file(PDF).write_bytes(b"0" * MOST_ATTACHED)
    send_report(approved, BOX, actor=acting_as(people.planner))
    letters_sent()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("published", "prepared", "kept"), [(True, True, True), (False, True, False), (False, False, True)]
)
def test_a_report_keeps_what_is_chosen_and_others_see_of_it_what_is_published(
    published: bool, prepared: bool, kept: bool, world: World, people: People
) -> None:
    actor, region = acting_as(people.council), place_of(world.council)
    chosen = IndicatorSet.objects.create(
        place=place_of(world.gol), published=actor.now if published else None
    )
    chosen.rows.create(indicator="leakage", reason="Vi eig røyra.", order=1)
    if prepared:
        order_for_members(region, "one-page", [place_of(world.gol)], edition_id(), actor=actor)
    else:
        order(world.gol, people.planner)
    IndicatorSet.objects.all().delete()
    told = [{"key": "leakage", "reason": "Vi eig røyra."}] if kept else []
    assert PlaceReport.objects.get().chosen == told
