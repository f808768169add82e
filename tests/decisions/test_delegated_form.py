"""The form of a decision by delegation: who decides and the day are there; two fields at most are typed."""

import pytest
from django.utils import timezone

from loftet.decisions.models import Matter, Outcome
from loftet.decisions.queries.standing import last_delegation
from loftet.decisions.treatments.actions import Result, record_delegated
from loftet.people.models import Organisation
from tests.decisions.conftest import House, actor, written
from tests.people.partnership import browser_of, county_of


def typed(house: House, matter: Matter) -> list[str]:
    """Return the fields of the form that are empty when it opens."""
    answer = browser_of(house.director).get(f"/saker/{matter.pk}/delegert/", {"lang": "nb"})
    assert answer.status_code == 200
    form = answer.context["form"]
    return [one.name for one in form if not one.is_hidden and one.value() in (None, "")]


def test_two_fields_are_typed_and_after_the_first_decision_one(house: House) -> None:
    first, second = written(house), written(house)
    assert typed(house, first) == ["document", "case_number"]
    told = Result(
        day=timezone.localdate(),
        decided_by="rådmann",
        document="Reglementet § 4",
        outcome=Outcome.ADOPTED,
        wording=first.proposal,
        case_number="26/1",
    )
    record_delegated(first, told, actor=actor(house.director))
    assert typed(house, second) == ["case_number"]
    answer = browser_of(house.director).get(f"/saker/{second.pk}/delegert/", {"lang": "nb"})
    shown = answer.context["form"]
    assert (shown["decided_by"].value(), shown["document"].value()) == ("rådmann", "Reglementet § 4")
    assert shown["day"].value() == timezone.localdate()


@pytest.mark.usefixtures("in_english")
def test_who_leads_an_organisation_decides_for_it_until_another_has(house: House) -> None:
    def usual(organisation: Organisation) -> str:
        return last_delegation(organisation)[0]

    assert usual(house.world.gol) == "chief executive"
    assert usual(house.world.council) == "general manager"
    assert usual(county_of(house.world)) == "county chief executive"
