"""Who is like a municipality, why, and where it stands among them: whole sentences and the page."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from loftet.editions.peer_rows import Basis, Peer, Standing
from loftet.editions.rows import Band, Reading, ValueStatus
from loftet.status.queries.peers import reason, stability
from loftet.status.sentences.peers import among_peers, beside_expected
from tests.status.leakage import LEAKAGE

Read = Callable[[str], str]
S = "\N{NO-BREAK SPACE}"
OWN = Reading("3320", "leakage", 2025, 20.0, ValueStatus.REPORTED, None, None, None, None, None, None, None)
AMONG = Standing("3320", "leakage", 61.0, Band(18.0, 26.0, 40.0, 15), 15, 35.0, 25.0, 45.0)
FLAA = {"population": 1115, "area_km2": 704.0, "centrality": 480.0, "language": "nb"}


@pytest.fixture(autouse=True)
def bokmal() -> Iterator[None]:
    with translation.override("nb"):
        yield


@pytest.mark.parametrize(
    ("own", "standing", "sentence"),
    [
        (OWN, AMONG, f"Blant lignende kommuner: bedre enn 6 av 10 (midten er 26{S}%)."),
        (
            OWN,
            replace(AMONG, percentile=31.0),
            f"Blant lignende kommuner: svakere enn 7 av 10 (midten er 26{S}%).",
        ),
        (OWN, replace(AMONG, percentile=50.0), f"På midten blant lignende kommuner, som har 26{S}% der."),
        (
            OWN,
            replace(AMONG, percentile=0.0),
            f"Blant lignende kommuner: svakere enn nesten alle (midten er 26{S}%).",
        ),
        (
            OWN,
            replace(AMONG, percentile=100.0),
            f"Blant lignende kommuner: bedre enn nesten alle (midten er 26{S}%).",
        ),
        (
            replace(OWN, low=12.0, high=31.0),
            AMONG,
            f"Ingen sikker forskjell fra lignende kommuner, som har 26{S}% på midten.",
        ),
        (
            OWN,
            replace(AMONG, peers=Band(20.0, 20.0, 20.0, 15)),
            "De fleste lignende kommuner har det samme tallet.",
        ),
        (OWN, replace(AMONG, percentile=None), ""),
        (replace(OWN, value=None), AMONG, ""),
    ],
    ids=[
        "six of ten",
        "seven are better",
        "middle",
        "weakest",
        "best",
        "not sure",
        "ties",
        "unknown",
        "no figure",
    ],
)
def test_a_place_among_its_peers_is_no_rank(own: Reading, standing: Standing, sentence: str) -> None:
    assert among_peers(own, standing, LEAKAGE) == sentence


def test_what_was_to_be_expected_is_said_only_where_the_figure_is_surely_beyond_it() -> None:
    below = (
        f"Ut fra størrelse, areal og sentralitet ville vi ventet mellom 25 og 45{S}%: "
        "Tallet er 5,0 prosentpoeng under det."
    )
    assert beside_expected(OWN, AMONG, LEAKAGE) == below
    assert beside_expected(replace(OWN, low=16.0, high=24.0), AMONG, LEAKAGE) == below
    assert beside_expected(replace(OWN, low=12.0, high=31.0), AMONG, LEAKAGE) == ""
    assert beside_expected(replace(OWN, value=30.0), AMONG, LEAKAGE) == ""


def test_a_peer_is_explained_by_what_it_shares_and_by_what_parts_it_most() -> None:
    peer = Peer("3320", 1, "3034", 0.4, "language", 0.5, 0.8, Basis.STRUCTURE)
    other = FLAA | {"population": 1300, "area_km2": 2000.0, "centrality": 500.0, "language": "nn"}
    assert reason(peer, {"3320": FLAA, "3034": other}) == (
        "Om lag like mange innbyggere og like sentral. Skiller seg mest i målform."
    )
    assert reason(replace(peer, most="area"), {"3320": FLAA, "3034": FLAA}) == (
        "Om lag like mange innbyggere, like tett befolket, om lag like stor, like sentral og samme målform."
    )


def test_it_is_said_how_many_peers_do_not_hang_on_the_weights() -> None:
    peers = [Peer("3320", 1, "3034", 0.4, "", None, share, Basis.STRUCTURE) for share in (0.9, 0.5, 0.2)]
    assert stability(peers) == "2 av de 3 er sikre valg."


def test_the_page_names_the_peers_and_leads_to_a_comparison(
    demo_site: Path, client: Client, read: Read
) -> None:
    said = read("/kommuner/gol/?lang=nn")
    assert (
        "Liknande kommunar Sauda, Vanylven, Fjaler … "
        "Her er dei 15 kommunane som liknar mest på Gol i folketal, areal, tettleik, "
        "sentralitet og målform. Resultata tel ikkje med."
    ) in said
    assert "Folketal, tettleik, areal og sentralitet tel like mykje, målforma ein firedel så mykje." in said
    page = client.get("/kommuner/gol/").content.decode()
    listed = page.partition('id="peers"')[2].partition('class="onward"')[0]
    assert listed.count('<li><a class="ds-link" href="/kommuner/') == 15
    assert 'href="/sammenlign/?sted=gol&amp;sted=' in listed


def test_an_edition_without_structure_has_no_peers(small_site: Path, read: Read) -> None:
    assert "Lignende kommuner" not in read("/kommuner/gol/?lang=nb")
