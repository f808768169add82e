"""Each letter at once arrives once, as text and HTML, in its reader's form, also when a worker is killed."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from loftet.background.outbox import send_due, send_next
from loftet.core.models import OutboxLetter
from loftet.decisions.actions.notifications import RECEIPT
from loftet.decisions.letters import receipt_letter
from loftet.people.actions.invitations import Terms
from loftet.people.actions.invitations import invite as invite_person
from loftet.people.actions.organisations import appoint
from loftet.people.models import RoleKind, User
from tests.background.conftest import mail_server  # noqa: F401 - a fixture
from tests.mail_server import MailServer
from tests.people.partnership import browser_of, hire
from tests.programme.conftest import Programme, actor, joined
from tests.programme.test_letters import remind

pytestmark = pytest.mark.django_db
LEASE = timedelta(seconds=30)
Caused = Callable[[Programme, str], User | str]


def an_invitation_to_a_cohort(programme: Programme, _form: str) -> User:
    return programme.house.director


def a_reminder(programme: Programme, _form: str) -> User:
    OutboxLetter.objects.all().delete()
    assert remind(programme, message="Fristen er fredag.", step="do")[0] == 200
    return programme.house.director


def a_first_role(programme: Programme, form: str) -> User:
    today = timezone.localdate()
    role = appoint("ny@gol.example", programme.house.world.gol, RoleKind.PLANNER, name="Nina Ny", today=today)
    User.objects.filter(pk=role.user_id).update(language=form)
    return role.user


def a_role_that_is_handed_over(programme: Programme, form: str) -> User:
    house = programme.house
    colleague = hire("ny@gol.example", house.world.gol, RoleKind.EDITOR)
    User.objects.filter(pk=colleague.pk).update(language=form)
    role = hire("gammal@gol.example", house.world.gol, RoleKind.ADMINISTRATOR).roles.get()
    address = f"/organisasjoner/gol/roller/{role.pk}/overlat/"
    assert browser_of(house.director).post(address, {"colleague": colleague.pk}).status_code == 302
    return colleague


def an_invitation_to_a_role(programme: Programme, form: str) -> str:
    who, gol = programme.house.director, programme.house.world.gol
    invite_person(gol, "siv@gol.example", Terms(RoleKind.EDITOR), language=form, actor=actor(who))
    return "siv@gol.example"


def a_request_for_access(programme: Programme, _form: str) -> User:
    place = programme.house.world.gol.place
    assert place is not None
    sent = {"name": "Nina Ny", "email": "ny@gol.example", "text": "Eg kjøper inn.", "place": str(place.pk)}
    assert Client().post("/be-om-tilgang/", sent).status_code == 302
    return programme.house.facilitator


def a_receipt_of_a_decision(programme: Programme, _form: str) -> User:
    joined(programme)
    return programme.house.director


# What each says, in bokmål and nynorsk, and nothing else would.
LETTERS: dict[Caused, tuple[str, str]] = {
    an_invitation_to_a_cohort: ("en time i måneden", "ein time i månaden"),
    a_reminder: (
        "Regionrådet for Hallingdal minner Gol kommune",
        "Regionrådet for Hallingdal minner Gol kommune",
    ),
    a_first_role: ("Du er nå planlegger for Gol kommune", "Du er no planleggjar for Gol kommune"),
    a_role_that_is_handed_over: ("Du er nå administrator", "Du er no administrator"),
    an_invitation_to_a_role: ("trenger du ikke gjøre noe", "treng du ikkje gjere noko"),
    a_request_for_access: ("Noen i Gol ber om tilgang", "Nokon i Gol ber om tilgang"),
    a_receipt_of_a_decision: (
        "Du har ført inn et vedtak for Gol kommune",
        "Du har ført inn eit vedtak for Gol kommune",
    ),
}


@pytest.mark.parametrize("form", ["nb", "nn"])
@pytest.mark.parametrize("caused", LETTERS, ids=lambda one: one.__name__)
def test_a_letter_arrives_once_also_when_a_worker_is_killed(
    programme: Programme,
    mail_server: MailServer,  # noqa: F811
    caused: Caused,
    form: str,
) -> None:
    User.objects.all().update(language=form)
    if caused is not an_invitation_to_a_cohort:
        OutboxLetter.objects.all().delete()
    reader = caused(programme, form)
    address = reader if isinstance(reader, str) else reader.email
    killed = patch("loftet.background.outbox._mark_handed_over", side_effect=SystemExit)
    with killed, pytest.raises(SystemExit):
        send_next(timezone.now(), "killed", LEASE)
    assert mail_server.received == []
    for minutes in (1, 2, 60):  # the next worker, and whoever looks again
        send_due(timezone.now() + timedelta(minutes=minutes))
    (letter,) = [one for one in mail_server.received if one.to == address]
    words = LETTERS[caused][form == "nn"]
    assert words in letter.body
    assert words in unescape(letter.html)
    assert f'<html lang="{form}">' in letter.html
    assert not set(OutboxLetter.objects.values_list("state", flat=True)) - {"sent"}


def test_a_receipt_is_for_who_may_still_read_it_and_for_two_days(programme: Programme) -> None:
    joined(programme)
    now, who = timezone.now(), programme.house.director
    row = OutboxLetter.objects.get(kind=RECEIPT).row
    letter = receipt_letter(row, "", now)
    assert letter is not None
    assert (letter.to, "kommunedirektør" in letter.body, "12/27" in letter.body) == (who.email, True, True)
    assert receipt_letter(row, "", now + timedelta(days=3)) is None
    who.roles.all().delete()
    assert receipt_letter(row, "", now) is None
