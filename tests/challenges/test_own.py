"""Challenges that a region makes its own: who may, what is kept, what has become of it, what is refused."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from loftet.challenges.actions import revise_challenge
from loftet.challenges.frozen import figures_of, read_figures
from loftet.challenges.models import Challenge
from loftet.challenges.queries import edition_day
from loftet.core.versions import ChangedMeanwhile
from loftet.log.models import Entry
from loftet.methods.challenges import State, Why
from loftet.methods.persons import Persons, Shown
from loftet.people.actor import Actor, actor_at
from loftet.people.models import Organisation, Role, RoleKind, User
from loftet.status.shared_challenges.sentences import Said
from tests.challenges.conftest import LONG_AGO, hired

Read = Callable[[str], str]
PAGE = "/regioner/hallingdal/utfordringer/"
PICK, REPORT = f"{PAGE}velg/", f"{PAGE}meld/"
LEAKAGE = {"about": "indicator", "key": "leakage"}
TOLD = {
    "title": "Avløp fra hytter",
    "text": "Hyttene slipper ut mer enn anleggene tar.",
    "said_by": "Teknisk etat i Gol og Hol",
    "own_figures": "2 300 hytter uten tilknytning (2025).",
}


def actor_of(user: User) -> Actor:
    return actor_at(user, timezone.now(), timezone.localdate())


def picked(client: Client, key: str = "leakage", about: str = "indicator") -> Challenge:
    response = client.post(f"{PICK}?lang=nb", {"about": about, "key": key})
    assert response.status_code == 302, response.status_code
    return Challenge.objects.get(key=key)


# --- picking --------------------------------------------------------------------------------------


def test_picking_keeps_words_and_figures_in_all_languages_and_is_logged(sixty: str) -> None:
    one = picked(hired("kari@example.no", "hallingdal"))
    assert (one.region.slug, one.origin, one.about, one.key, one.edition, one.version) == (
        *("hallingdal", "tested", "indicator", "leakage"),
        *(sixty, 1),
    )
    assert (one.name_nb, one.name_nn, one.name_en) == ("Lekkasje", "Lekkasje", "Leakage")
    assert one.sentence_nn.replace("\N{NO-BREAK SPACE}", " ") == (
        "Fem av seks er langt frå måltalet, men ikkje Flå. Medianen for dei er 50 %, for "
        "liknande kommunar 15 %. Éin av seks blir betre."
    )
    assert one.sentence_en.startswith("Five of six are far from the target, but not Flå.")
    assert one.figures == {
        "state": "challenge",
        "why": "",
        "sharing": ["Gol", "Hemsedal", "Hol", "Nesbyen", "Ål"],
        "spared": ["Flå"],
        "unknown": [],
        "own": 50.0,
        "others": 15.0,
        "improving": False,
        "persons": {"shown": "unknown", "number": None},
    }
    entry = Entry.objects.get(action="challenge.picked")
    assert (entry.acting_for, entry.scope, entry.details) == (
        *("Hallingdal-rådet", "hallingdal"),
        {"edition": sixty, "key": "leakage"},
    )


def test_what_is_kept_is_read_back_as_it_was() -> None:
    said = Said(
        state=State.NEITHER,
        why=Why.CHANCE,
        sharing=("Gol",),
        spared=("Flå", "Ål"),
        unknown=(),
        own=1.5,
        others=None,
        improving=None,
        persons=Persons(Shown.ABOUT, 40),
    )
    assert read_figures(figures_of(said)) == said


def test_a_whole_target_is_not_picked_where_the_figures_do_not_show_it(sixty: str) -> None:
    client = hired("kari@example.no", "hallingdal")
    assert client.post(PICK, {"about": "target", "key": "1.2"}).status_code == 404
    assert Challenge.objects.count() == 0


@pytest.mark.parametrize(
    "sent",
    [
        {"about": "indicator", "key": "noise"},  # there, but no challenge
        {"about": "indicator", "key": "water"},  # a strength
        {"about": "indicator", "key": "nothing"},
        {"about": "indicator", "key": "leakage\x00"},
        {"about": "goal", "key": "6"},
        {"about": "indicator"},
        {},
    ],
)
def test_a_forged_key_picks_nothing(sixty: str, sent: dict[str, str]) -> None:
    client = hired("kari@example.no", "hallingdal")
    no_text = "\0" in sent.get("key", "")  # the site turns it away before any page looks at it
    assert client.post(PICK, sent).status_code == (400 if no_text else 404)
    assert (Challenge.objects.count(), Entry.objects.filter(action="challenge.picked").count()) == (0, 0)


def test_a_challenge_is_picked_once(sixty: str) -> None:
    client = hired("kari@example.no", "hallingdal")
    picked(client)
    again = client.post(f"{PICK}?lang=nb", LEAKAGE, follow=True)
    assert again.redirect_chain[-1][0].startswith(PAGE)
    assert "Denne utfordringen er valgt fra før." in again.content.decode()
    assert Challenge.objects.count() == 1


# --- who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "kind", "status"),
    [
        ("hallingdal", RoleKind.FACILITATOR, 302),
        ("gol", RoleKind.SUSTAINABILITY_COORDINATOR, 302),
        ("al", RoleKind.TOP_MANAGEMENT, 302),
        ("hol", RoleKind.STATISTICS, 302),
        ("gol", RoleKind.POLITICIAN, 403),
        ("gol", RoleKind.PROCUREMENT_OFFICER, 403),
        ("gol", RoleKind.ADMINISTRATOR, 403),
        ("sandnes", RoleKind.FACILITATOR, 403),  # a municipality elsewhere
        ("agder-fylke", RoleKind.FACILITATOR, 403),  # a county elsewhere
    ],
)
def test_those_who_work_with_it_in_the_region_may_pick(
    sixty: str, slug: str, kind: RoleKind, status: int
) -> None:
    client = hired("kari@example.no", slug, kind)
    assert client.post(PICK, LEAKAGE).status_code == status
    assert client.post(REPORT, TOLD).status_code == status
    assert Challenge.objects.count() == (2 if status == 302 else 0)


def test_a_firm_that_lies_in_a_member_and_a_role_that_has_ended_do_not_speak_for_it(sixty: str) -> None:
    client = hired("kari@example.no", "gol", RoleKind.POLITICIAN)
    user = User.objects.get(email="kari@example.no")
    gol = Organisation.objects.get(slug="gol")
    firm = Organisation.objects.create(slug="varme", name="Varme AS", kind="supplier", place=gol.place)
    Role.objects.create(user=user, organisation=firm, kind=RoleKind.FACILITATOR, valid_from=LONG_AGO)
    ended = {"valid_from": LONG_AGO, "valid_to": date(2021, 1, 1)}
    Role.objects.create(user=user, organisation=gol, kind=RoleKind.FACILITATOR, **ended)
    assert client.post(PICK, LEAKAGE).status_code == 403
    assert Challenge.objects.count() == 0


def test_a_reader_who_is_not_signed_in_signs_in_first_and_sees_no_buttons(sixty: str, client: Client) -> None:
    for address in (PICK, REPORT):
        response = client.post(address, LEAKAGE)
        assert (response.status_code, response.headers["Location"]) == (
            302,
            "/logg-inn/?neste=%2Flogg-inn%2Ffortsett%2F",
        )
    assert "<form" not in client.get(PAGE).content.decode().split("<main", 1)[1].split("</main", 1)[0]
    assert Challenge.objects.count() == 0


def test_a_form_from_another_site_is_refused(sixty: str) -> None:
    hired("kari@example.no", "hallingdal")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(email="kari@example.no"))
    assert strict.post(PICK, LEAKAGE).status_code == 403
    assert strict.get(PICK).status_code == 405


# --- reporting ------------------------------------------------------------------------------------


def test_what_the_tables_do_not_know_is_reported_and_marked_so(sixty: str) -> None:
    client = hired("kari@example.no", "hallingdal")
    response = client.post(f"{REPORT}?lang=nb", TOLD, follow=True)
    page = response.content.decode()
    assert "De nasjonale tabellene kjenner ikke dette, så det er ingenting å holde det opp mot." in page
    for words in (*TOLD.values(), "meldt av kommunene", "Ingen andre har kontrollert dem."):
        assert words in page
    listed = client.get(f"{PAGE}?lang=nb").content.decode()
    assert "Meldt av kommunene: Teknisk etat i Gol og Hol" in listed


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"title": " "}, "Skriv hva utfordringen er, med få ord."),
        ({"text": ""}, "Skriv hva det handler om."),
        ({"said_by": ""}, "Skriv hvem som forteller om det."),
        ({"text": "x" * 2_001}, "Skriv høyst 2000 tegn; du har 2001."),
    ],
)
def test_a_report_that_is_not_whole_is_shown_again_with_what_was_written(
    sixty: str, change: dict[str, str], fault: str
) -> None:
    client = hired("kari@example.no", "hallingdal")
    response = client.post(f"{REPORT}?lang=nb", TOLD | change)
    assert response.status_code == 422
    assert fault in response.content.decode()
    assert TOLD["own_figures"] in response.content.decode()
    assert Challenge.objects.count() == 0


def test_what_is_written_is_never_run(sixty: str) -> None:
    client = hired("kari@example.no", "hallingdal")
    spiteful = {name: f"<script>alert('{name}')</script>" for name in TOLD}
    page = client.post(REPORT, spiteful, follow=True).content.decode()
    assert "<script>alert" not in page + client.get(PAGE).content.decode()


# --- then and now ---------------------------------------------------------------------------------


def test_the_page_shows_then_and_now(sixty_as: Callable[..., str], read: Read) -> None:
    first = sixty_as()
    one = picked(hired("kari@example.no", "hallingdal"))
    day = {"first": edition_day(first), "newer": date(2026, 12, 1)}
    with translation.override("nb"):
        said = {name: date_format(one, "j. F Y") for name, one in day.items()}
    assert f"Tallene er fortsatt de fra {said['first']}." in read(f"/utfordringer/{one.pk}/?lang=nb")
    # All but Hol have mended their pipes since.
    mended = [
        (f"{code},leakage,{year},50.0", f"{code},leakage,{year},14.0")
        for code in ("3322", "3324", "3326", "3328")
        for year in range(2020, 2025)
    ]
    sixty_as(*mended, day=date(2026, 12, 1))
    text = read(f"/utfordringer/{one.pk}/?lang=nb").replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "Dette er ikke lenger en felles utfordring. Forskjellen fra lignende kommuner kan være tilfeldig. "
        "Fem av seks blir bedre." in text
    )
    start = text.index(f"Den gang, {said['first']}")
    assert text[start : text.index("Hvor det kommer fra")].strip() == (
        f"Den gang, {said['first']} Nå, {said['newer']} "
        "Kommuner som har den felles 5: Gol, Hemsedal, Hol, Nesbyen, Ål 1: Hol "
        "Kommuner som ikke har den 1: Flå 5: Flå, Gol, Hemsedal, Nesbyen, Ål "
        "Medianen for dem 50 % 14 % "
        "Medianen for lignende kommuner 15 % 15 %"
    )
    assert "Fem av seks er langt fra måltallet, men ikke Flå." in text  # as it was then


def test_a_challenge_whose_indicator_is_gone_says_so(sixty: str, read: Read) -> None:
    one = picked(hired("kari@example.no", "hallingdal"))
    Challenge.objects.filter(pk=one.pk).update(key="gone")
    text = read(f"/utfordringer/{one.pk}/?lang=nb")
    assert "Tallene den ble funnet i, er ikke med i denne utgaven." in text


def test_a_number_that_is_none_is_not_found(sixty: str, client: Client) -> None:
    assert client.get("/utfordringer/99999/").status_code == 404


# --- writing and withdrawing ----------------------------------------------------------------------


def test_what_the_region_says_is_kept_beside_what_was_frozen(sixty: str) -> None:
    client = hired("kari@example.no", "hallingdal")
    one = picked(client)
    sent = {"text": "Rørene er fra 1960-tallet.", "own_figures": "", "version": "1"}
    page = client.post(f"/utfordringer/{one.pk}/skriv/?lang=nb", sent, follow=True).content.decode()
    assert "Det du skrev, er lagret." in page
    changed = Challenge.objects.get(pk=one.pk)
    assert (changed.text, changed.version, changed.sentence_nb) == (sent["text"], 2, one.sentence_nb)


def test_a_stale_version_changes_nothing_and_loses_nothing(sixty: str) -> None:
    client = hired("kari@example.no", "hallingdal")
    one = picked(client)
    address = f"/utfordringer/{one.pk}/skriv/?lang=nb"
    client.post(address, {"text": "Først.", "own_figures": "", "version": "1"})
    late = client.post(address, {"text": "Sist.", "own_figures": "", "version": "1"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Dette er endret etter at du åpnet det." in page
    assert "Først." in page
    assert "Sist.</textarea>" in page
    assert Challenge.objects.get(pk=one.pk).text == "Først."
    assert client.post(address, {"text": "Sist.", "own_figures": "", "version": "2"}).status_code == 302
    assert client.post(address, {"text": "x", "version": "much"}).status_code == 422
    withdrawal = client.post(f"/utfordringer/{one.pk}/trekk/", {"reason": "Løst.", "version": "1"})
    assert (withdrawal.status_code, Challenge.objects.get(pk=one.pk).withdrawn) == (409, None)


def test_only_those_who_speak_for_the_region_write_and_withdraw(sixty: str) -> None:
    one = picked(hired("kari@example.no", "hallingdal"))
    other = hired("ola@example.no", "sandnes")
    for way, sent in (("skriv", {"text": "x", "version": "1"}), ("trekk", {"reason": "x", "version": "1"})):
        assert other.post(f"/utfordringer/{one.pk}/{way}/", sent).status_code == 403
    assert "Lagre teksten" not in other.get(f"/utfordringer/{one.pk}/?lang=nb").content.decode()
    assert Challenge.objects.get(pk=one.pk).version == 1


def test_what_is_withdrawn_stays_with_its_reason_and_can_be_picked_again(sixty: str) -> None:
    client = hired("kari@example.no", "hallingdal")
    one = picked(client)
    address = f"/utfordringer/{one.pk}/trekk/?lang=nb"
    assert client.post(address, {"reason": " ", "version": "1"}).status_code == 422
    page = client.post(address, {"reason": "Slått sammen med en annen.", "version": "1"}, follow=True)
    assert "Slått sammen med en annen." in page.content.decode()
    assert "Lagre teksten" not in page.content.decode()
    assert client.post(f"/utfordringer/{one.pk}/skriv/", {"text": "x", "version": "2"}).status_code == 403
    assert client.post(PICK, LEAKAGE).status_code == 302
    assert Challenge.objects.filter(key="leakage").count() == 2


def test_the_action_itself_refuses_a_stale_version(sixty: str) -> None:
    one = picked(hired("kari@example.no", "hallingdal"))
    user = User.objects.get(email="kari@example.no")
    one.version = 7
    with pytest.raises(ChangedMeanwhile):
        revise_challenge(one, {"text": "x", "own_figures": ""}, actor=actor_of(user))


def test_the_list_asks_the_database_no_more_for_many_than_for_one(
    sixty: str, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    writer = hired("kari@example.no", "hallingdal")
    picked(writer)
    for at in range(12):
        writer.post(REPORT, TOLD | {"title": f"Utfordring {at}"})
    with django_assert_max_num_queries(8):
        assert "Utfordring 11" in client.get(PAGE).content.decode()
