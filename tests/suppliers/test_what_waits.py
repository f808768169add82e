"""What a firm that is not confirmed yet is told, where signing up leads, and how look-ups are counted."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache

from loftet.core.registry import tasks_for
from loftet.people.models import OrganisationKind, ThrottleEvent, User
from loftet.sources.brreg.company import Company
from loftet.suppliers.actions.suppliers import Foreign, sign_up
from loftet.suppliers.models import Supplier
from tests.people.partnership import World, acting_as, browser_of, code_sent
from tests.suppliers.conftest import VARME

PIPES, MEETING = "310482382", "/moteplasser/2/"
FOREIGN = Foreign("Provby AB", "Sverige", "Bolagsverket", "559000-0000")


@pytest.fixture
def stranger(world: World) -> User:
    return User.objects.create_user("ny@demoror.example")


@pytest.mark.parametrize(
    ("found", "waits", "told"),
    [
        (VARME, True, "Koden går til p…@varme.example"),
        (replace(VARME, email=""), False, "Enhetsregisteret har ingen e-postadresse"),
        (FOREIGN, False, "ser etter i Bolagsverket"),
    ],
)
def test_a_firm_is_asked_for_a_code_alone_where_one_can_be_sent(
    stranger: User, found: Company | Foreign, waits: bool, told: str
) -> None:
    supplier = sign_up(stranger, found, OrganisationKind.SUPPLIER, actor=acting_as(stranger))
    lines = [one for one in tasks_for(acting_as(stranger)) if one.address == supplier.get_absolute_url()]
    page = browser_of(stranger).get(f"{supplier.get_absolute_url()}?lang=nb").content.decode()
    assert (len(lines) == 1, told in page) == (waits, True)


def test_who_was_heading_for_a_meeting_comes_there_when_the_firm_is_signed_up(world: World) -> None:
    browser = browser_of(None)
    begin = browser.get(f"/leverandorer/konto/?neste={MEETING}").headers["Location"]
    asked = browser.post(begin, {"email": "aase@nyfirma.example"})
    entered = browser.post(asked.headers["Location"], {"code": code_sent("aase@nyfirma.example")})
    signs_up = entered.headers["Location"]
    assert (urlsplit(signs_up).path, parse_qs(urlsplit(signs_up).query)) == (
        "/leverandorer/ny/",
        {"neste": [MEETING]},
    )
    page = browser.get(f"{signs_up}&nummer={PIPES}").content.decode()
    assert f'<input type="hidden" name="neste" value="{MEETING}">' in page
    found = page.partition('name="found" value="')[2].partition('"')[0]
    answer = browser.post(signs_up, {"found": found, "kind": "supplier"})
    assert (answer.headers["Location"], Supplier.objects.count()) == (MEETING, 1)


def test_look_ups_are_counted_where_all_server_processes_see_them(stranger: User) -> None:
    browser = browser_of(stranger)
    address = f"/leverandorer/ny/?nummer={PIPES}&lang=en"
    for _one in range(20):
        assert browser.get(address).status_code == 200
        cache.clear()  # as in another process
    assert "many numbers" in browser.get(address).content.decode()
    assert ThrottleEvent.objects.filter(kind="looks").count() == 20
