"""What is to follow a decision: added, changed, done, and not done after all."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.decisions.actions.matters import withdraw_matter
from loftet.decisions.follow_ups.actions import add_follow_up, finish_follow_up, revise_follow_up
from loftet.decisions.models import FollowUp
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from tests.decisions.conftest import House, actor, read_at, written
from tests.people.partnership import browser_of

TEXT = {"text": "Vel kontaktperson"}


def added(house: House) -> FollowUp:
    return add_follow_up(written(house), TEXT, actor=actor(house.editor))


def test_each_change_stands_in_the_log_of_the_matter(house: House) -> None:
    row, who = added(house), actor(house.editor)
    row = finish_follow_up(row, TEXT, actor=who)
    assert (row.done, row.version) == (who.today, 2)
    row = revise_follow_up(row, TEXT | {"responsible": "rådgivar"}, actor=who)
    assert (row.done, row.responsible, row.version) == (None, "rådgivar", 3)
    logged = Entry.objects.filter(action__startswith="follow_up.").order_by("pk")
    assert list(logged.values_list("action", "subject_id", "acting_for", "scope", "details")) == [
        (action, row.matter_id, "Gol kommune", "gol", {})
        for action in ("follow_up.added", "follow_up.done", "follow_up.revised")
    ]
    row.matter.refresh_from_db()
    assert row.matter.version == 1


def test_the_day_on_which_it_was_done_stays(house: House) -> None:
    row, who = finish_follow_up(added(house), TEXT, actor=actor(house.editor)), actor(house.editor)
    FollowUp.objects.update(done="2026-01-02")
    assert str(finish_follow_up(row, TEXT, actor=who).done) == "2026-01-02"


def test_it_says_what_is_to_be_done(house: House) -> None:
    with pytest.raises(InvalidInput):
        add_follow_up(written(house), {"text": " "}, actor=actor(house.editor))
    with pytest.raises(InvalidInput):
        add_follow_up(written(house), {"text": "x" * 401}, actor=actor(house.editor))
    assert not FollowUp.objects.exists()


def test_nobody_else_changes_it_and_nobody_when_the_matter_is_withdrawn(house: House) -> None:
    row = added(house)
    with pytest.raises(NotAllowed):
        revise_follow_up(row, TEXT, actor=actor(house.neighbour))
    withdraw_matter(read_at(row.matter, 1), "Feil.", actor=actor(house.editor))
    with pytest.raises(NotAllowed):
        finish_follow_up(row, TEXT, actor=actor(house.editor))


def test_the_second_of_two_is_told(house: House) -> None:
    row = added(house)
    finish_follow_up(row, TEXT, actor=actor(house.editor))
    with pytest.raises(ChangedMeanwhile):
        revise_follow_up(row, TEXT, actor=actor(house.director))


def test_the_form_of_the_second_shows_both_texts(house: House) -> None:
    row = added(house)
    finish_follow_up(row, {"text": "Vel to"}, actor=actor(house.editor))
    address = reverse("change_follow_up", args=[row.matter_id, row.pk])
    sent = {"text": "Vel ein", "version": "1", "responsible": "", "due": ""}
    refused = browser_of(house.director).post(f"{address}?lang=nb", sent)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "<dd>Vel to</dd>" in page
    assert f"<dd>ja, {date_format(timezone.localdate(), 'j. F Y')}</dd>".lower() in page.lower()
    assert 'value="Vel ein"' in page
    assert 'name="version" value="2"' in page
    assert browser_of(house.director).post(address, sent | {"version": "2"}).status_code == 302
    row.refresh_from_db()
    assert (row.text, row.done, row.version) == ("Vel ein", None, 3)


def test_a_form_about_what_another_matter_has_is_not_found(house: House) -> None:
    row, other = added(house), written(house)
    address = reverse("change_follow_up", args=[other.pk, row.pk])
    assert browser_of(house.editor).get(address).status_code == 404
    assert browser_of(house.neighbour).get(address).status_code == 404


def test_a_day_that_has_gone_by_is_asked_about_once(house: House) -> None:
    matter, browser = written(house), browser_of(house.editor)
    address = reverse("follow_up", args=[matter.pk])
    sent = {"text": "Svare", "due": "2020-01-01"}
    refused = browser.post(address, sent)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert page.index('name="responsible"') < page.index('name="due"') < page.index('name="sure"')
    assert browser.post(address, sent | {"sure": "on"}).status_code == 302
