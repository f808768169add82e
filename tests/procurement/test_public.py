"""What everybody reads of a procurement: steps, buyers and a band; nothing that is confidential."""

from decimal import Decimal

import pytest

from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.procurement.actions import add_share, change_procurement, start_procurement, take_step
from loftet.procurement.models import Procurement
from loftet.procurement.public import band_of
from tests.people.partnership import World, browser_of
from tests.procurement.conftest import facts, in_days

SECRETS = {
    "situation": "Kontrakten går ut i stillhet",
    "effect": "Skuleskyss utan eksos",
    "specification": "Setene skal vere varme",
    "why": "Fordi vi kjenner marknaden",
}
LEFT_OUT = "Vi rakk det ikkje"


def text_of(user: User | None, one: Procurement) -> str:
    page = browser_of(user).get(one.get_absolute_url(), {"lang": "nb"}).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(main.replace("\N{SOFT HYPHEN}", "").replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture
def shown(world: World, acting: Actor) -> Procurement:
    """Return one that is announced, with a second buyer and with secrets."""
    one = start_procurement(world.gol, facts(value=1_432_100, max_value=3_777_000), actor=acting)
    add_share(one, {"organisation": world.al, "value": 654_300}, actor=acting)
    one.refresh_from_db()
    one = change_procurement(one, facts(value=1_432_100, max_value=3_777_000) | SECRETS, actor=acting)
    for step in ("need", "market"):
        one = take_step(one, {"step": step}, actor=acting)
    one = take_step(one, {"step": "dialogue", "left_out": True, "reason": LEFT_OUT}, actor=acting)
    Procurement.objects.filter(pk=one.pk).update(state="announced", announced=in_days(0))
    one.refresh_from_db()
    return one


def test_everybody_reads_steps_buyers_and_a_band(shown: Procurement) -> None:
    told = text_of(None, shown)
    assert "Mellom 2 og 10 millioner kroner" in told
    assert "Gol kommune" in told
    assert "Ål kommune" in told
    for step in ("Beskriv behovet", "Snakk med markedet", "Velg prosedyre"):
        assert step in told, step
    assert told.count('class="is-now"') == 1


@pytest.mark.parametrize(("value", "is_told"), [(1_432_100, True), (700_000, False), (300_000, False)])
def test_everybody_reads_the_rules_that_a_notice_tells(
    shown: Procurement, value: int, *, is_told: bool
) -> None:
    Procurement.objects.filter(pk=shown.pk).update(value=value, procedure="open")
    shown.shares.all().delete()
    told = text_of(None, shown)
    for words in (
        "Regler som gjelder",
        "Forskriftens del II: en nasjonal konkurranse",
        "Åpen anbudskonkurranse",
    ):
        assert (words in told) == is_told, words


def test_nothing_confidential_is_on_the_public_page(shown: Procurement) -> None:
    told = text_of(None, shown)
    assert "Hoppet over" in told
    for secret in (*SECRETS.values(), LEFT_OUT, "432 100", "654 300", "086 400", "3 777 000", "jonas@"):
        assert secret not in told, secret
    assert "/dokument/" not in told
    assert "/steg/" not in told


def test_a_procurement_that_is_not_announced_is_shown_to_nobody(procurement: Procurement) -> None:
    answer = browser_of(None).get(procurement.get_absolute_url())
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/logg-inn/")


@pytest.mark.parametrize(
    ("total", "band"),
    [
        ("499999.99", "Below 500,000 kr"),
        ("500000", "Between 500,000 and 2 million kr"),
        ("2000000", "Between 2 and 10 million kr"),
        ("49999999", "Between 10 and 50 million kr"),
        ("50000000", "Above 50 million kr"),
    ],
)
def test_a_value_is_told_in_a_wide_band(english: None, total: str, band: str) -> None:
    assert str(band_of(Decimal(total))) == band
