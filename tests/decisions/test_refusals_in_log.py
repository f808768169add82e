"""Each refusal is one line in the log: which rule, which user by number, method and route; nothing else."""

import logging

import pytest
from django.test import Client

from loftet.core.verdicts import Denied
from loftet.decisions.models import Matter, MatterState
from loftet.decisions.rules import may_keep_bodies
from loftet.people.limits import ASKED_BY_ADDRESS_FROM_CLIENT
from tests.decisions.conftest import House, actor, written
from tests.people.partnership import browser_of


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "loftet.core.refusals")
    return caplog


def lines(told: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in told.records if one.name == "loftet.core.refusals"]


def test_a_page_that_a_rule_denies(house: House, told: pytest.LogCaptureFixture) -> None:
    matter, user = written(house), house.editor
    assert browser_of(user).get(f"/saker/{matter.pk}/publiser/").status_code == 403
    assert lines(told) == [
        f"refused: rule=loftet.decisions.rules.may_publish user={user.pk} method=GET route=publish_matter"
    ]


def test_a_form_that_a_rule_denies_names_the_rule_and_not_its_helper(
    house: House, told: pytest.LogCaptureFixture
) -> None:
    matter, user = written(house), house.editor
    sent = {"version": "1"}
    assert browser_of(user).post(f"/saker/{matter.pk}/publiser/", sent).status_code == 403
    assert lines(told) == [
        f"refused: rule=loftet.decisions.rules.may_publish user={user.pk} method=POST route=publish_matter"
    ]


def test_what_is_denied_inside_a_form(house: House, told: pytest.LogCaptureFixture) -> None:
    matter, user = written(house), house.editor
    address = f"/saker/{matter.pk}/behandlinger/ny/"
    answer = browser_of(user).post(address, {"kind": "decision", "where": f"{house.youth.pk}:"})
    assert answer.status_code == 422
    assert lines(told) == [
        f"refused: rule=loftet.decisions.rules.may_treat user={user.pk} method=POST route=plan_treatment"
    ]


def test_a_limit_of_sign_in_and_a_wrong_code_name_no_address_and_no_code(
    house: House, told: pytest.LogCaptureFixture
) -> None:
    browser = Client()
    for _ in range(ASKED_BY_ADDRESS_FROM_CLIENT + 1):
        browser.post("/logg-inn/", {"email": house.editor.email})
    browser.post("/logg-inn/kode/", {"code": "123456"})
    assert lines(told) == [
        "refused: rule=loftet.people.limits.may_ask_for_code user=- method=POST route=sign_in",
        "refused: rule=loftet.people.actions.sign_in.sign_in user=- method=POST route=sign_in_code",
    ]


def test_what_is_refused_to_a_script(house: House, told: pytest.LogCaptureFixture) -> None:
    answer = Client().post("/logg-inn/passnokkel/", "{}", content_type="application/json")
    assert answer.status_code == 403
    assert lines(told) == ["refused: rule=loftet.people.passkeys user=- method=POST route=sign_in_by_passkey"]


def test_a_page_that_is_allowed_writes_no_line(house: House, told: pytest.LogCaptureFixture) -> None:
    matter = written(house)
    Matter.objects.update(state=MatterState.PUBLIC)
    assert browser_of(house.neighbour).get(f"/saker/{matter.pk}/").status_code == 200
    assert lines(told) == []


def test_a_denial_is_equal_to_another_of_the_same_reason_wherever_it_was_made(house: House) -> None:
    denied = may_keep_bodies(actor(house.neighbour), house.world.gol)
    assert isinstance(denied, Denied)
    assert denied.rule == "loftet.decisions.rules.may_keep_bodies"
    assert denied == Denied(denied.reason)
