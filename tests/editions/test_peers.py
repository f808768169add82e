"""Who is compared with whom stands in the edition; one from before there were peers is read as it was."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from loftet.editions.folder import build_edition, describe_edition
from loftet.editions.peer_rows import Basis, Peer, Standing
from loftet.editions.rows import Band
from loftet.editions.stamp import DamagedEdition
from loftet.editions.store import EditionStore
from loftet.editions.study import read_study
from loftet.editions.visibility import EVERYONE
from loftet.invalid_input import InvalidInput

DAY = date(2026, 11, 24)
LATER = ("peers", "expected")

WriteStudy = Callable[..., Path]

HEADER = "place,name,group,ranked,tags,population"
STRUCTURE = (
    ("places.csv", HEADER, f"{HEADER},area_km2,centrality,language,structure_farming"),
    ("places.csv", "NO,Norge,,0,,\n", "NO,Norge,,0,,,,,,\n"),
    ("places.csv", "city,717710\n", "city,717710,454,6.05,neutral,0.1\n"),
    ("places.csv", "inland,4986\n", "inland,4986,533,4.69,nn,3\n"),
    ("places.csv", "inland,2700\n", "inland,2700,745,4.46,nn,4\n"),
    ("places.csv", "inland,\n", "inland,,1175,4.51,nn,3.5\n"),
)


def opened(study: Path, root: Path) -> tuple[EditionStore, str]:
    return EditionStore(root, EVERYONE), build_edition(study, root, DAY)


def test_peers_are_told_with_what_parts_them(write_study: WriteStudy, root: Path) -> None:
    store, edition_id = opened(write_study(*STRUCTURE), root)
    peers = store.peers(store.edition(edition_id), "3324")
    assert [(peer.rank, peer.peer, peer.most, peer.stability, peer.basis) for peer in peers] == [
        (1, "3326", "area", 1.0, Basis.STRUCTURE),
        (2, "3328", "area", 1.0, Basis.STRUCTURE),
        (3, "0301", "centrality", 1.0, Basis.STRUCTURE),
    ]
    assert [peer.distance for peer in peers] == sorted(peer.distance or 0 for peer in peers)
    assert store.peers(store.edition(edition_id), "NO") == ()


def test_a_given_group_makes_peers_without_any_structure(write_study: WriteStudy, root: Path) -> None:
    study = write_study(
        ("places.csv", "Gol,small", "Gol,Kostragruppe 15"),
        ("places.csv", "Ål,small", "Ål,Kostragruppe 15"),
        ("places.csv", "NO,Norge,", "NO,Norge,Kostragruppe 15"),
    )
    store, edition_id = opened(study, root)
    edition = store.edition(edition_id)
    assert store.peers(edition, "3324") == (Peer("3324", 1, "3328", None, "", None, None, Basis.GROUP),)
    assert [peer.peer for peer in store.peers(edition, "NO")] == ["3324", "3328"]
    assert store.peers(edition, "3326") == ()


def test_a_study_that_knows_no_structure_has_no_peers(study: Path, root: Path) -> None:
    store, edition_id = opened(study, root)
    edition = store.edition(edition_id)
    assert (store.peers(edition, "3324"), store.standings(edition, "3324")) == ((), ())


def test_peers_change_no_score_and_no_hash_of_a_study_without_structure(
    study: Path, write_study: WriteStudy, root: Path
) -> None:
    ids = [build_edition(one, root, DAY) for one in (study, write_study(*STRUCTURE))]
    scores = [
        (root / "editions" / one / f"{table}.parquet").read_bytes()
        for table in ("indicator_scores", "goal_scores", "index")
        for one in ids
    ]
    assert scores[::2] == scores[1::2]
    assert ids[0] == f"{DAY}-{read_study(study).content_hash[:8]}"


def without_later_tables(root: Path, edition_id: str) -> None:
    """Turn an edition into one from before there were peers."""
    folder = root / "editions" / edition_id
    stamp = (folder / "about.toml").read_text(encoding="utf-8").splitlines()
    for table in LATER:
        (folder / f"{table}.parquet").unlink()
        stamp = [line for line in stamp if not line.startswith((f"{table} = ", f'"{table}.parquet" = '))]
    (folder / "about.toml").write_text("\n".join([*stamp, ""]), encoding="utf-8")


def test_an_edition_from_before_there_were_peers_is_whole_and_has_none(
    write_study: WriteStudy, root: Path
) -> None:
    store, edition_id = opened(write_study(*STRUCTURE), root)
    without_later_tables(root, edition_id)
    edition = store.edition(edition_id)
    assert describe_edition(root, edition_id)[0] == edition_id
    assert store.peers(edition, "3324") == ()
    assert store.standings(edition, "3324") == ()
    assert store.standing_everywhere(edition, "waste") == ()
    assert len(store.goal_rows(edition, "3324")) == 3


def test_an_edition_that_has_lost_its_peers_is_damaged(study: Path, root: Path) -> None:
    edition_id = build_edition(study, root, DAY)
    (root / "editions" / edition_id / "peers.parquet").unlink()
    with pytest.raises(DamagedEdition, match=r"peers\.parquet"):
        describe_edition(root, edition_id)


@pytest.mark.parametrize(
    ("cell", "wrong", "cause"),
    [
        (",533,4.69,nn,3\n", ",-533,4.69,nn,3\n", "«-533» is below 0"),
        (",533,4.69,nn,3\n", ",533,near,nn,3\n", "«near» is not a number"),
        (",533,4.69,nn,3\n", ",533,4.69,nynorsk,3\n", "«nynorsk» is none of «nb», «neutral», «nn»"),
        (",533,4.69,nn,3\n", ',533,4.69,nn,"3,5"\n', "«3,5» is not a number (decimals stand after a dot)"),
    ],
)
def test_structure_that_cannot_be_read_is_refused(
    write_study: WriteStudy, cell: str, wrong: str, cause: str
) -> None:
    folder = write_study(*STRUCTURE, ("places.csv", cell, wrong))
    with pytest.raises(InvalidInput) as refused:
        read_study(folder)
    assert [(problem.cause, problem.line) for problem in refused.value.problems] == [(cause, 4)]


def test_the_demo_compares_gol_with_places_like_it(demo_root: Path) -> None:
    store = EditionStore(demo_root, EVERYONE)
    edition = store.published()
    assert edition is not None
    names = {place.code: place.name for place in store.places(edition)}
    peers = store.peers(edition, "3324")
    assert [names[peer.peer] for peer in peers[:5]] == ["Sauda", "Vanylven", "Fjaler", "Stranda", "Etne"]
    assert len(peers) == 15
    assert store.peers(edition, "33") == ()
    standing = next(one for one in store.standings(edition, "3324") if one.indicator == "water_leakage")
    assert standing in store.standing_everywhere(edition, "water_leakage")
    assert standing.peers is not None
    assert standing.expected is not None
    assert 0 <= (standing.low or 0) < standing.expected < (standing.high or 0) <= 100


def test_how_far_beyond_what_was_to_be_expected_is_told_on_either_side() -> None:
    standing = Standing("3324", "waste", 50.0, Band(1, 2, 3, 5), 5, 4.0, 3.0, 5.0)
    assert [standing.beyond_expected(value) for value in (2.0, 3.0, 4.5, 7.5, None)] == [-1, 0, 0, 2.5, 0]
