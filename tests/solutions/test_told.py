"""A firm that a coordinator writes in on the telephone: one letter; it publishes, mends or deletes."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.notices.models import Notice
from loftet.notices.noted.rules import LASTS
from loftet.people.actions.own import erase
from loftet.people.models import Organisation, RoleKind, User
from loftet.people.permissions import Actor
from loftet.solutions.models import Solution
from loftet.solutions.told.actions import _person_of, publish_told, write_in_firm
from loftet.solutions.told.models import ToldFirm
from loftet.solutions.told.personal_data import forget_told
from loftet.solutions.told.rules import MOST_WAITING, may_write_in_firm
from loftet.solutions.told.signed import told_word
from loftet.sources.brreg.company import Company
from loftet.suppliers.forms import signed
from loftet.suppliers.models import Supplier
from tests.letters import letters_sent
from tests.people.partnership import World, acting_as, browser_of, hire
from tests.solutions.drafts import SECRET
from tests.suppliers.conftest import VARME, People

PAGE = "/leverandorer/skriv-inn/"
LINK = re.compile(r"https?://[^/]+(/svar/firma/\S+/)")
PIPES = "310482382"
AUD = "aud@demoror.example"
SPRUT = Company("310483494", "SPRUT AS", municipality="3324")
TOLD = {"title": SECRET, "what": "Lyttar i kummane.", "cpv": "45232150", "targets": "6.4", "evidence": "1"}
WHOLE = TOLD | {"problem": "Ingen veit kvar det lek.", "effect": "Lekkasjen går ned.", "price_model": "unit"}


@pytest.fixture
def solveig(people: People) -> User:
    return people.facilitator


@pytest.fixture
def acting(solveig: User) -> Actor:
    return acting_as(solveig)


def said(**more: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {"email": AUD, "said_by": "Aud Demorør", "how": "call", "said_on": today} | more


def told_by(actor: Actor, company: Company = SPRUT, **more: Any) -> ToldFirm:
    return write_in_firm(actor.person, company, said(**more), {"title": SECRET}, actor=actor)


def link_sent() -> str:
    letters_sent()
    found = LINK.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def written_in(solveig: User, **more: Any) -> str:
    """Write the firm in through the pages, and return the link of its letter."""
    browser = browser_of(solveig)
    page = browser.get(f"{PAGE}?nummer={PIPES}").content.decode()
    assert "DEMORØR AS" in page
    found = page.partition('name="found" value="')[2].partition('"')[0]
    day = timezone.localdate().isoformat()
    answer = browser.post(PAGE, {"found": found, **TOLD, **said(said_on=day), **more})
    assert answer.status_code == 302, answer.content.decode()
    return link_sent()


def answered(link: str, answer: str, **more: Any) -> Any:
    version = ToldFirm.objects.get().version
    return Client().post(f"{link}?lang=nn", {**WHOLE, "version": version, "answer": answer, **more})


def test_a_firm_publishes_from_the_one_letter_without_an_account(solveig: User) -> None:
    link, stranger = written_in(solveig), Client()
    assert len(mail.outbox) == 1
    letter = mail.outbox[0]
    assert (letter.to, letter.extra_headers["Reply-To"]) == ([AUD], solveig.email)
    assert all(words in letter.body for words in (SECRET, "Lyttar i kummane.", "Aud Demorør", "45232150"))
    page = stranger.get(f"{link}?lang=nn")
    assert (page.status_code, page.headers["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert "Sagt av Aud Demorør for DEMORØR AS, på telefon" in page.content.decode()
    assert "Skrive inn av solveig@hallingdal.example" in page.content.decode()
    assert not User.objects.filter(email=AUD).exists()  # reading a link, as mail scanners do, changes nothing
    lacks = answered(link, "publish", effect="")
    assert (lacks.status_code, Supplier.objects.exists()) == (422, False)
    assert not User.objects.filter(email=AUD).exists()
    assert answered(link, "publish").status_code == 302
    solution, person = Solution.objects.get(), User.objects.get(email=AUD)
    firm = Supplier.objects.get()
    assert (solution.title, solution.state, solution.written_by) == (SECRET, "open", person)
    assert (firm.number, firm.state, firm.means, firm.confirmed_by) == (PIPES, "confirmed", "letter", person)
    assert person.roles.get().kind == RoleKind.TOP_MANAGEMENT
    assert SECRET in stranger.get(solution.get_absolute_url()).content.decode()
    assert Notice.objects.get(user=solveig).kind == "firm.published"
    again = Client().post(link, {**WHOLE, "version": 2, "answer": "publish"})
    assert again.status_code == 403
    assert solution.get_absolute_url() in stranger.get(link).content.decode()


def test_it_is_mended_and_kept_before_it_is_published(solveig: User) -> None:
    link = written_in(solveig)
    assert answered(link, "keep", title="Lytte etter lekkasjar", effect="").status_code == 302
    assert not Solution.objects.exists()
    assert "Lytte etter lekkasjar" in Client().get(link).content.decode()
    stale = Client().post(link, {**WHOLE, "version": 1, "answer": "publish"})
    assert (stale.status_code, Solution.objects.exists()) == (409, False)


def test_deleting_removes_the_firm_the_solution_and_the_person(solveig: User) -> None:
    link = written_in(solveig)
    assert Client().post(link, {"answer": "delete"}).status_code == 302
    assert not ToldFirm.objects.exists()
    assert not User.objects.filter(email=AUD).exists()
    assert not Organisation.objects.filter(number=PIPES).exists()
    assert (Client().get(link).status_code, Client().post(link, WHOLE).status_code) == (403, 403)
    assert Notice.objects.get(user=solveig).kind == "firm.deleted"


def test_a_link_cannot_be_changed_and_ends_on_its_day(solveig: User) -> None:
    link = written_in(solveig)
    assert Client().get(f"{link[:-3]}xx/").status_code == 403
    assert Client().get(link.replace("/svar/firma/", "/svar/")).status_code == 403
    ToldFirm.objects.update(expires=timezone.now())
    for answer in ("publish", "keep", "delete"):
        assert answered(link, answer).status_code == 403
    assert not Solution.objects.exists()


def test_what_is_not_answered_is_forgotten_after_21_days(acting: Actor) -> None:
    told_by(acting)
    assert timedelta(days=21) == LASTS
    assert (forget_told(acting.now + LASTS - timedelta(minutes=1)), ToldFirm.objects.count()) == (0, 1)
    forget_told(acting.now + LASTS)
    assert not ToldFirm.objects.exists()


def test_an_erased_person_leaves_nothing_that_was_told(acting: Actor, world: World) -> None:
    told_by(acting)
    aud = User.objects.create_user(AUD)
    erase(aud, now=timezone.now(), today=timezone.localdate())
    assert not ToldFirm.objects.exists()


@pytest.mark.parametrize("who", ["nobody", "boss", "rival", "buyer", "facilitator", "partner", "far"])
def test_nothing_of_it_is_read_anywhere_before_it_is_published(
    people: People, solveig: User, who: str
) -> None:
    written_in(solveig)
    browser = Client() if who == "nobody" else browser_of(getattr(people, who))
    lists = ("/losninger/", "/losninger/?format=csv", "/leverandorer/", "/leverandorer/?format=csv")
    for address in (*lists, "/sok/?q=lytting", f"/sok/?q={PIPES}", "/varsler/", "/min-side/"):
        found = browser.get(address).content.decode()
        assert SECRET not in found, address
        assert "DEMORØR" not in found.upper(), address
        assert AUD not in found, address
    assert not Solution.objects.exists()
    assert not Supplier.objects.exists()
    for entry in Entry.objects.all():
        assert SECRET not in str(entry.details) + entry.subject_label
        assert "DEMORØR" not in (str(entry.details) + entry.subject_label).upper()


@pytest.mark.parametrize("who", ["nobody", "boss", "buyer"])
def test_nobody_but_a_coordinator_writes_a_firm_in(people: People, who: str) -> None:
    browser = Client() if who == "nobody" else browser_of(getattr(people, who))
    assert browser.get(PAGE).status_code in (302, 403)
    assert browser.post(PAGE, {"found": signed(SPRUT), **TOLD}).status_code in (302, 403)
    assert not ToldFirm.objects.exists()


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"email": "solveig@hallingdal.example"}, "your own address"),
        ({"email": "ikke en adresse"}, "valid email"),
        ({"said_by": ""}, "cannot be blank"),
        ({"how": "brevdue"}, "not a valid choice"),
    ],
)
def test_what_is_refused_has_its_reason(acting: Actor, more: dict[str, Any], reason: str) -> None:
    with translation.override("en"), pytest.raises(InvalidInput, match=reason):
        told_by(acting, **more)
    assert not ToldFirm.objects.exists()


@pytest.mark.parametrize(
    ("wants", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "Lytte", "cpv": "x"}, "cpv"),
        ({"title": "Lytte", "targets": ["99.9"]}, "targets"),
        ({"title": "Lytte", "evidence": "3"}, "evidence_source"),
    ],
)
def test_each_value_of_the_solution_is_checked(acting: Actor, wants: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        write_in_firm(acting.person, SPRUT, said(), wants, actor=acting)
    assert [one.field for one in refused.value.problems] == [field]


def test_a_firm_that_is_here_or_waits_for_another_is_refused(
    world: World, acting: Actor, people: People
) -> None:
    Organisation.objects.filter(pk=world.firm.pk).update(number=VARME.number)
    with translation.override("en"), pytest.raises(InvalidInput, match="is here already"):
        told_by(acting, VARME)
    told_by(acting)
    with translation.override("en"), pytest.raises(InvalidInput, match="Another coordinator"):
        told_by(acting_as(people.partner))


def test_one_corrects_the_address_by_writing_the_firm_in_again(acting: Actor) -> None:
    first = told_by(acting)
    second = told_by(acting, email="rett@sprut.example")
    assert [one.email for one in ToldFirm.objects.all()] == ["rett@sprut.example"]
    assert Client().get(f"/svar/firma/{told_word(first.pk)}/").status_code == 403
    assert Client().get(f"/svar/firma/{told_word(second.pk)}/").status_code == 200
    letters_sent()
    assert [one.to for one in mail.outbox] == [["rett@sprut.example"]]


def test_forty_firms_wait_at_the_most(acting: Actor) -> None:
    of = {"email": AUD, "language": "nn", "said_by": "Aud", "how": "call", "said_on": acting.today}
    of |= {"written": acting.now, "written_by": acting.person, "expires": acting.now + LASTS}
    rows = [ToldFirm(number=f"{number:09}", **of) for number in range(MOST_WAITING)]
    ToldFirm.objects.bulk_create(rows)
    assert not may_write_in_firm(acting, None)


def test_a_firm_that_signs_up_meanwhile_is_not_taken_over(solveig: User, world: World) -> None:
    link = written_in(solveig)
    Organisation.objects.filter(pk=world.firm.pk).update(number=PIPES)
    refused = answered(link, "publish")
    assert (refused.status_code, Solution.objects.exists()) == (422, False)


def test_one_who_has_left_does_not_publish(acting: Actor) -> None:
    told = told_by(acting)
    User.objects.create_user(AUD, is_active=False)
    values = {**WHOLE, "targets": ["6.4"]}
    with pytest.raises(NotAllowed):
        publish_told(told, values, actor=acting)
    assert not Supplier.objects.exists()


def test_one_who_has_an_account_goes_on_with_it(solveig: User, world: World) -> None:
    aud = hire(AUD, world.gol, RoleKind.EDITOR)
    link = written_in(solveig)
    assert answered(link, "publish").status_code == 302
    assert Solution.objects.get().written_by == aud


def test_the_pages_ask_few_questions(
    solveig: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    link = written_in(solveig)
    with django_assert_max_num_queries(6):
        assert Client().get(link).status_code == 200
    browser = browser_of(solveig)
    browser.get("/om/")  # counts what waits for the menu, once a minute
    with django_assert_max_num_queries(24):  # the frame of a coordinator's page asks most of them
        assert browser.get(PAGE).status_code == 200


def test_a_firm_written_in_is_not_given_to_somebody_who_has_been_shut_out(db: None, english: None) -> None:
    told = ToldFirm(email="sigrid@varme.example", language="nn")
    person = _person_of(told)
    assert (person.email, person.language) == ("sigrid@varme.example", "nn")
    User.objects.update(is_active=False)
    with pytest.raises(NotAllowed, match="This address cannot be used here"):
        _person_of(told)
