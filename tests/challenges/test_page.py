"""The page of shared challenges: what sixty municipalities show, worked out by hand."""

import csv
import re
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

Read = Callable[[str], str]
PAGE = "/regioner/hallingdal/utfordringer/"
DOTS = "Hver grå prikk er en kommune. Til høyre er bedre. Feltet er midterste halvdel."
MEMBERS = ("3320", "3322", "3324", "3326", "3328", "3330")


def part(text: str, first: str, then: str) -> str:
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    start = text.index(first) + len(first)
    return text[start : text.index(then, start)].strip()


def test_the_answer_names_what_is_shared(sixty: str, read: Read) -> None:
    assert part(read(f"{PAGE}?lang=nb"), "Felles utfordringer i Hallingdal", "Kommunene telles") == (
        "I Hallingdal har de seks kommunene to felles utfordringer som neppe er tilfeldige: barn og "
        "lekkasje. De har én felles styrke: vann."
    )


def test_each_challenge_says_who_how_bad_what_can_be_done_and_whom_to_learn_from(
    sixty: str, read: Read
) -> None:
    # Six members have 20 per cent of 400 children where the others have 10 in the middle: 6 · 40 children.
    assert part(
        read(f"{PAGE}?lang=nb"), "til et gjennomsnitt. Felles utfordringer " + DOTS, "Felles styrker"
    ) == (
        "Barn Alle seks står svakere enn midten i landet. "
        "Medianen for dem er 20,0 %, for lignende kommuner 10,0 %. "
        "Avstanden til lignende kommuner svarer til omtrent 240 personer. Ingen blir bedre. "
        "Dette kan kommunen påvirke: delvis. Henger sammen med: Lekkasje. "
        "Å lære av: blant lignende kommuner Sandnes, Klepp, Strand. "
        "Lekkasje Fem av seks er langt fra måltallet, men ikke Flå. "
        "Medianen for dem er 50 %, for lignende kommuner 15 %. Én av seks blir bedre. "
        "Dette kan kommunen påvirke: mye. Henger sammen med: Barn. "
        "Å lære av: blant dem Flå; blant lignende kommuner Sandnes, Klepp, Strand."
    )


def test_strengths_are_shown_and_a_goal_that_holds_both_is_not_averaged(sixty: str, read: Read) -> None:
    text = read(f"{PAGE}?lang=nn")
    assert part(text, "Felles styrkar", "Kommune for kommune") == (
        "1 Vatn Alle seks står sterkt her. Medianen for dei er 95 %, for liknande kommunar 52 %. "
        "Dette kan kommunen påverke: lite. "
        "Å lære av: blant dei Flå, Nesbyen, Gol; blant liknande kommunar Haugesund, Hå, Randaberg. "
        "Berekraftsmål som dreg i kvar si retning 1 "
        "6. Reint vatn og gode sanitærforhold: Svake på lekkasje, sterke på vatn. "
        "Eit gjennomsnitt for berekraftsmålet ville skjult begge delar."
    )


def test_the_targets_that_are_shared_say_how_many_are_behind(sixty: str, read: Read) -> None:
    text = read(f"{PAGE}?lang=nb")
    for target in (
        "Delmål Kommuner 1.2 Halvere fattigdommen i hvert land alle seks",
        "6.4 Bruke vannet bedre fem av seks",
    ):
        assert f"{target} ligger bak på de fleste tallene" in text


def test_the_figures_of_what_is_shared_stand_side_by_side(sixty: str, client: Client) -> None:
    page = client.get(f"{PAGE}?lang=nb").content.decode()
    table = part(page, '<table class="ds-table figures">', "</table>")
    assert re.findall(r'href="/kommuner/[^"]*">([^<]*)', table) == [
        *("Flå", "Gol", "Hemsedal", "Hol", "Nesbyen", "Ål"),
    ]
    assert re.findall(r'href="/indikatorer/([^/]*)/">', table)[:2] == ["children", "leakage"]


def test_what_was_left_out_is_counted_with_its_reason(sixty: str, read: Read) -> None:
    assert part(read(f"{PAGE}?lang=nb"), "Det som er holdt utenfor, og hvorfor", "Slik er det testet") == (
        "Vi har sett på 5 indikatorer. Disse er verken en felles utfordring eller en felles styrke: "
        "Forskjellen fra lignende kommuner kan være tilfeldig. 1 indikator Støy. "
        "For få av kommunene har tall. 1 indikator Sjelden."
    )


def test_the_words_of_statisticians_stay_on_the_page_of_methods(sixty: str, read: Read) -> None:
    words = ("permutation", "false discovery", "normal scores")
    assert [word for word in words if word in read(f"{PAGE}?lang=en").lower()] == []
    assert [word for word in words if word not in read("/metode/?lang=en").lower()] == []
    assert 'href="/metode/#shared"' in Client().get(PAGE).content.decode()


def test_nothing_found_is_a_finding_and_said_so(sixty: str, read: Read) -> None:
    text = read("/sammenlign/utfordringer/?sted=haugesund&sted=sandnes&sted=klepp&lang=nb")
    assert part(text, "Felles utfordringer: Haugesund, Sandnes og Klepp", "Felles styrker") == (
        "I Haugesund, Sandnes og Klepp finner vi ingen utfordring som de tre kommunene har felles utover det "
        "tilfeldigheter kan gi. Felles utfordringer Vi fant ingen. Det er også et funn: Det som ligner i "
        "tallene, kan være tilfeldig, eller hver kommune har sine egne utfordringer."
    )


GOL_HIDDEN = tuple(
    (f"3324,children,{year},20.0,,80,400", f"3324,children,{year},,suppressed,,")
    for year in range(2020, 2025)
)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        # One hidden member hides the sum: the others could be taken from it.
        (GOL_HIDDEN, "Hvor mange personer det gjelder, er skjult av hensyn til personvernet."),
        # Six members of 15 children each: 6 · 1.5 = 9.
        (((",80,400", ",3,15"),), "Det gjelder færre enn ti personer."),
    ],
)
def test_persons_are_never_few_and_never_told_from_what_is_hidden(
    sixty_as: Callable[..., str], read: Read, changes: tuple[tuple[str, str], ...], said: str
) -> None:
    sixty_as(*changes)
    text = part(read(f"{PAGE}?lang=nb"), f"Felles utfordringer {DOTS} Barn", "Lekkasje Fem av seks")
    assert said in text
    assert "omtrent" not in text


def test_a_region_without_figures_says_so(sixty: str, read: Read) -> None:
    text = read("/regioner/agder-fylke/utfordringer/?lang=nb")
    assert "Denne utgaven har ingen tall for disse kommunene, så det er ingenting å finne." in text


def test_an_edition_that_is_not_there_a_place_that_is_none_and_no_places_are_not_found(
    sixty: str, client: Client
) -> None:
    addresses = (
        f"{PAGE}?utgave=2020-01-01-00000000",
        "/regioner/gol/utfordringer/",
        "/regioner/%00/utfordringer/",
        "/sammenlign/utfordringer/",
        "/sammenlign/utfordringer/?sted=nowhere",
        "/regioner/agder-fylke/utfordringer.csv",
    )
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 404
    )


def test_the_file_holds_every_finding(sixty: str, client: Client) -> None:
    response = client.get("/regioner/hallingdal/utfordringer.csv?lang=nb")
    rows = list(csv.DictReader(StringIO(response.content.decode())))
    assert [(row["kind"], row["key"], row["state"], row["why"]) for row in rows] == [
        ("indicator", "children", "challenge", ""),
        ("indicator", "leakage", "challenge", ""),
        ("indicator", "water", "strength", ""),
        ("indicator", "noise", "neither", "chance"),
        ("indicator", "rare", "not_tested", "few_members"),
        *[(row["kind"], row["key"], row["state"], row["why"]) for row in rows[5:]],
    ]
    assert {row["kind"] for row in rows[5:]} == {"target", "goal"}
    first = rows[0]
    assert (first["sharing"], first["own"], first["others"], first["persons"]) == (
        "Flå; Gol; Hemsedal; Hol; Nesbyen; Ål",
        "20.0",
        "10.0",
        "240",
    )


def test_the_region_page_has_the_surest_challenges_first_and_both_pages_lead_here(
    sixty: str, read: Read, client: Client
) -> None:
    text = read("/regioner/hallingdal/?lang=nb")
    assert "Tydelig felles Barn Alle seks står svakere enn midten i landet." in text
    assert 'href="/regioner/hallingdal/utfordringer/"' in client.get("/regioner/hallingdal/").content.decode()
    assert 'href="/regioner/hallingdal/utfordringer/"' in client.get("/regioner/").content.decode()


def test_links_carry_the_edition_on(sixty_as: Callable[..., str], client: Client) -> None:
    first = sixty_as()
    sixty_as(("noise", "noise"), day=date(2026, 12, 1))
    page = client.get(f"{PAGE}?utgave={first}").content.decode()
    assert f'href="/regioner/hallingdal/?utgave={first}"' in page
    assert f'href="/regioner/hallingdal/utfordringer.csv?utgave={first}"' in page


def test_the_number_of_queries_does_not_grow_with_the_members(
    sixty: str, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/regioner/")
    for address in (PAGE, "/regioner/viken/utfordringer/", "/regioner/hallingdal/"):
        with django_assert_max_num_queries(8):
            assert client.get(address).status_code == 200


def test_the_page_of_a_large_region_is_light(demo_site: Path, client: Client) -> None:
    for address in ("/regioner/viken/utfordringer/", "/regioner/hallingdal/utfordringer/"):
        assert len(client.get(address).content) <= 150_000


def test_each_challenge_is_drawn_once_with_its_members_named(sixty: str, client: Client) -> None:
    page = client.get(f"{PAGE}?lang=nb").content.decode()
    for key, name in (("children", "Barn"), ("leakage", "Lekkasje"), ("water", "Vann")):
        assert page.count(f'id="strip-{key}"') == 1
        assert page.count(f'aria-label="{name}: Flå ') == 2  # wide, and narrow for a phone
