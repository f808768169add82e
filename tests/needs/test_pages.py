"""A need from a challenge to its closing, through the forms; what is filled in, checked and linked."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from loftet.agreements.models import Agreement
from loftet.challenges.models import Challenge
from loftet.needs.models import Need, State
from loftet.needs.queries import Origin, written_from
from loftet.notices.actions.notifications import follow
from loftet.people.permissions import Actor
from tests.needs.conftest import People, Share, browser_of, shared_as
from tests.people.partnership import World

NEW = "/organisasjoner/gol/behov/nytt/"


def reported(world: World, people: People) -> Challenge:
    assert world.council.place is not None
    return Challenge.objects.create(
        region=world.council.place,
        origin="reported",
        title="Overskotsmassar",
        text="Massane blir køyrde langt.",
        said_by="Gol",
        language="nn",
        picked=timezone.now(),
        picked_by=people.council,
        acting_for="Regionrådet",
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [("nb", "Slik sto tallene {day}: Alle to."), ("nn", "Slik stod tala {day}: Alle to.")],
)
def test_what_a_challenge_said_is_dated_on_the_need(
    world: World, people: People, language: str, said: str
) -> None:
    found = reported(world, people)
    found.text, found.about = "", "target"
    found.sentence_nb = found.sentence_nn = "Alle to."
    with translation.override(language):
        day = date_format(timezone.localdate(), "DATE_FORMAT")
        assert written_from(Origin(found), world.gol)["problem"] == said.format(day=day)


MOST_QUERIES = 20


def test_a_need_is_shared_in_few_queries(
    people: People, draft: Need, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = browser_of(people.writer)
    sent = {
        **shared_as("public"),
        "expires_on": str(shared_as("public")["expires_on"]),
        "version": str(draft.version),
    }
    for follower in (people.neighbour, people.far):
        follow(follower, draft, f"/behov/{draft.pk}/", now=timezone.now())
    browser.get(f"/behov/{draft.pk}/del/")  # what a process reads once
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = browser.post(f"/behov/{draft.pk}/del/", sent)
    assert (answer.status_code, Need.objects.get().state) == (302, State.OPEN)


def test_a_need_is_written_from_a_challenge_step_by_step(world: World, people: People) -> None:
    challenge, browser = reported(world, people), browser_of(people.writer)
    page = browser.get(f"/utfordringer/{challenge.pk}/?lang=nn").content.decode()
    assert f"{NEW}?utfordring={challenge.pk}" in page
    answer = browser.post(
        f"{NEW}?utfordring={challenge.pk}", {"title": "Kortare køyring", "way": "partnership"}
    )
    need = Need.objects.get()
    assert (need.challenge, need.problem) == (challenge, "Massane blir køyrde langt.")
    assert answer.headers["Location"] == f"/behov/{need.pk}/hva/"
    what = {"title": need.title, "problem": need.problem, "effect": "Vi treng eit system", "version": "1"}
    answer = browser.post(f"/behov/{need.pk}/hva/", what)
    assert answer.headers["Location"] == f"/behov/{need.pk}/mengde/"
    page = browser.get(f"/behov/{need.pk}/mengde/?lang=nn").content.decode()
    assert "«system» er ei løysing" in page
    amount = {"volume": "40 000", "unit": "tonn", "per": "year", "version": "2"}
    assert browser.post(f"/behov/{need.pk}/mengde/", amount).status_code == 302
    tags = {"goals": ["11", "12"], "targets": "12.5, 11.6", "cpv": "905", "version": "3"}
    assert browser.post(f"/behov/{need.pk}/merker/", tags).headers["Location"] == f"/behov/{need.pk}/"
    need.refresh_from_db()
    assert (str(need.volume), need.state) == ("40000.00", State.DRAFT)
    assert (need.goals, need.targets) == (["11", "12"], ["12.5", "11.6"])


@pytest.mark.parametrize(("step", "said"), [("hva", True), ("mengde", True), ("merker", False)])
def test_the_steps_that_are_left_can_be_left_out(people: People, draft: Need, step: str, said: bool) -> None:
    address = f"{draft.get_absolute_url()}{step}/"
    browser = browser_of(people.writer)
    assert ('name="stopp"' in browser.get(address).content.decode()) is said
    sent = {"title": "Mindre lekkasje", "per": "once", "version": draft.version, "stopp": "1"}
    assert browser.post(address, sent).headers["Location"] == draft.get_absolute_url()


def test_the_journal_is_asked_for_at_its_field(people: People, draft: Need) -> None:
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    sent = {"audience": "region", "expires_on": day, "journal": "", "version": "1"}
    answer = browser_of(people.writer).post(f"/behov/{draft.pk}/del/?lang=nb", sent)
    assert answer.status_code == 422
    assert "Skal dette journalføres?" in answer.content.decode()
    assert 'id="id_journal_error"' in answer.content.decode()


def test_a_need_is_made_from_an_agreement_that_runs_out(world: World, people: People, writer: Actor) -> None:
    ends = writer.today + timedelta(days=200)
    facts = {"title": "Røyr", "supplier": "Demorør AS", "cpv": "45232", "volume": 6, "unit": "km"}
    one = Agreement.objects.create(organisation=world.gol, ends_on=ends, recorded_by=people.writer, **facts)
    browser_of(people.writer).post(f"{NEW}?avtale={one.pk}", {"title": "Tette røyr", "way": "purchase"})
    need = Need.objects.get()
    assert (need.agreement, need.cpv, str(need.volume), need.per) == (one, "45232", "6.00", "year")
    assert need.needed_by == ends


def test_derived_needs_are_linked_both_ways(world: World, people: People, share: Share) -> None:
    need, browser = share("region"), browser_of(people.neighbour)
    page = browser.get(f"/behov/{need.pk}/").content.decode()
    assert f"/organisasjoner/al/behov/nytt/?behov={need.pk}" in page
    browser.post(f"/organisasjoner/al/behov/nytt/?behov={need.pk}", {"title": "Også i Ål", "way": "purchase"})
    made = Need.objects.get(organisation=world.al)
    assert (made.derived_from, made.effect) == (need, need.effect)
    assert f'href="/behov/{need.pk}/"' in browser.get(f"/behov/{made.pk}/").content.decode()
    assert f'href="/behov/{made.pk}/"' in browser.get(f"/behov/{need.pk}/").content.decode()
    assert f"/behov/{made.pk}/" not in browser_of(people.writer).get(f"/behov/{need.pk}/").content.decode()


def test_two_who_change_a_need_at_once_are_told(people: People, draft: Need) -> None:
    browser = browser_of(people.writer)
    sent = {"title": "Ei ny setning", "effect": "Mindre.", "version": "1"}
    assert browser.post(f"/behov/{draft.pk}/hva/", sent).status_code == 302
    assert browser.post(f"/behov/{draft.pk}/hva/", sent | {"effect": "Meir."}).status_code == 409


def test_a_need_has_at_most_one_filled_button(people: People, share: Share) -> None:
    need = share("public")
    for user, filled in ((people.writer, 0), (people.neighbour, 1), (people.far, 1), (None, 0)):
        page = browser_of(user).get(f"/behov/{need.pk}/").content.decode()
        assert page.count('data-variant="primary"') == filled
    Need.objects.update(expires_on=timezone.localdate())
    page = browser_of(people.writer).get(f"/behov/{need.pk}/").content.decode()
    assert page.count('data-variant="primary"') == 1


def test_a_list_says_what_it_is_for_to_those_from_outside(people: People) -> None:
    said = "Det kommunane treng, fortalt så bedrifter kan svare."
    assert said in browser_of(None).get("/behov/?lang=nn").content.decode()
    assert said not in browser_of(people.writer).get("/behov/?lang=nn").content.decode()
