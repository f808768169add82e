"""What is kept of a person here is handed out and stays as a number; what an organisation's page shows."""

import json
from collections.abc import Callable

import pytest
from django.http import HttpResponseBase
from django.utils import timezone

from loftet.decisions.actions.departures import Journal
from loftet.decisions.actions.matters import publish_matter
from loftet.decisions.models import TreatmentKind
from loftet.decisions.treatments.actions import Planned, plan_treatment
from loftet.openness.journal import Journalled
from loftet.people.actions.own import erase
from loftet.people.models import User
from tests.decisions.conftest import House, actor, read_at, written
from tests.people.partnership import browser_of

pytestmark = pytest.mark.both_databases
Read = Callable[[HttpResponseBase], str]


def test_what_a_person_wrote_recorded_and_let_out_is_handed_out(house: House) -> None:
    who = actor(house.director)
    act = actor(house.director)
    matter = written(house)
    plan_treatment(matter, Planned(TreatmentKind.DECISION, house.council), actor=act)
    publish_matter(read_at(matter, 1), Journal(Journalled.NO, "Utkast."), actor=who)
    data = json.loads(browser_of(house.director).get("/min-side/data.json").content)
    assert (data["matters"], len(data["treatments"]), len(data["departures"])) == ([], 1, 1)
    assert data["departures"][0]["entry"] == "Utkast."
    data = json.loads(browser_of(house.editor).get("/min-side/data.json").content)
    assert [one["title"] for one in data["matters"]] == ["Deltaking i Bærekraftsløftet"]


def test_a_case_stays_when_whoever_wrote_it_is_erased_and_names_nobody(house: House, text_of: Read) -> None:
    User.objects.filter(pk=house.editor.pk).update(name="Kari Nordmann")
    matter = written(house)
    erase(house.editor, now=timezone.now(), today=timezone.localdate())
    read = text_of(browser_of(house.director).get(f"/saker/{matter.pk}/"))
    assert "Gol kommune skreiv saka" in read
    assert "Kari" not in read


def test_the_page_of_an_organisation_shows_its_next_meetings_and_open_matters(
    house: House, text_of: Read
) -> None:
    matter, meeting = written(house), house.meeting(30)
    plan_treatment(matter, Planned(TreatmentKind.DECISION, house.council, meeting), actor=actor(house.editor))
    read = text_of(browser_of(house.editor).get("/organisasjoner/gol/?lang=nb"))
    assert "Gol kommunestyre møtes " in read
    assert "Deltaking i Bærekraftsløftet: Venter på vedtak i Gol kommunestyre" in read
