"""Somebody who is invited to a cohort or reminded has a letter at once; nobody is reminded by accident."""

from collections import Counter
from datetime import timedelta

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from loftet.notices.models import Notice
from loftet.notices.queries.letters import unsent
from loftet.people.models import Role, RoleKind
from loftet.programme.models import Participation
from tests.letters import letters_sent
from tests.people.partnership import browser_of, hire
from tests.programme.conftest import Programme


def letters_to(address: str) -> list[EmailMultiAlternatives]:
    return [one for one in letters_sent() if one.to == [address] and isinstance(one, EmailMultiAlternatives)]


def remind(programme: Programme, **sent: str) -> tuple[int, str]:
    address = f"/kull/{programme.cohort.slug}/for-alle/?lang=en"
    filled = {"what": "remind", "municipality": "gol", "language": "nb", **sent}
    page = browser_of(programme.house.facilitator).post(address, filled, follow=True)
    return page.status_code, page.content.decode()


def test_the_top_management_has_one_letter_that_says_what_how_much_and_whom(programme: Programme) -> None:
    house = programme.house
    (letter,) = letters_to(house.director.email)
    assert letter.subject == "Regionrådet for Hallingdal inviterer Gol kommune til å delta i kull 1."
    for said in (
        "ein time i månaden",
        house.facilitator.email,
        f"/kull/{programme.cohort.slug}/deltakere/gol/",
    ):
        assert said in letter.body
    assert letter.extra_headers["Reply-To"] == house.facilitator.email
    content, kind = letter.alternatives[0]
    html = str(content)
    assert (kind, '<html lang="nn">' in html, f'/kull/{programme.cohort.slug}/deltakere/gol/"' in html) == (
        "text/html",
        True,
        True,
    )
    assert set(Counter(one.to[0] for one in letters_sent()).values()) == {1}


def test_a_letter_follows_the_language_of_the_person(programme: Programme) -> None:
    director = programme.house.director
    director.language = "nb"
    director.save()
    (letter,) = letters_to(director.email)
    assert "en time i måneden" in letter.body


def test_what_was_a_letter_does_not_stand_in_the_weekly_one(programme: Programme) -> None:
    director = programme.house.director
    assert Notice.objects.filter(user=director, kind="participation.invited").exists()
    assert unsent(director, timezone.localdate()) == []


def test_a_letter_is_dropped_when_the_role_has_ended(programme: Programme) -> None:
    Role.objects.filter(user=programme.house.director).update(valid_to=timezone.localdate())
    assert letters_to(programme.house.director.email) == []


def test_a_reminder_carries_a_sentence_and_is_asked_about_within_a_week(programme: Programme) -> None:
    director = programme.house.director
    status, page = remind(programme, message="Fristen er fredag.", step="do")
    assert (status, f"A letter is on its way to {director}" in page) == (200, True)
    assert "«Fristen er fredag.»" in letters_to(director.email)[-1].body
    status, page = remind(programme)
    assert (status, "less than a week ago." in page) == (200, True)
    assert remind(programme, step="do")[0] == 200
    Notice.objects.filter(kind="participation.reminded").update(when=timezone.now() - timedelta(days=3))
    assert len(letters_to(director.email)) == 2  # the invitation, and the first reminder


def test_a_reminder_is_shown_before_it_is_sent_and_an_invitation_of_this_week_is_told(
    programme: Programme,
) -> None:
    _status, page = remind(programme, message="Fristen er fredag.")
    assert "«Fristen er fredag.»" in page
    assert "Gol got the invitation less than a week ago." in page
    Participation.objects.update(invited=timezone.now() - timedelta(days=8))
    assert "less than a week ago." not in remind(programme)[1]
    assert len(letters_to(programme.house.director.email)) == 1  # the invitation alone


def test_somebody_who_is_given_a_role_has_a_letter(programme: Programme) -> None:
    adviser = hire("ny@gol.example", programme.house.world.gol, RoleKind.PLANNER)
    role = Role.objects.get(user=programme.house.director, kind=RoleKind.TOP_MANAGEMENT)
    address = f"/organisasjoner/gol/roller/{role.pk}/overlat/"
    browser_of(programme.house.director).post(address, {"colleague": adviser.pk})
    (letter,) = letters_to(adviser.email)
    assert letter.subject == "Du har ei rolle for Gol kommune i Løftet"
    assert "ein time i månaden" in letter.body
