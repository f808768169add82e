"""Peers are alike in structure, unranked places are nobody's peers, and an expectation keeps its promise."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from loftet.methods.expected import expected_values
from loftet.methods.peers import Peers, distances, find_peers, percentile_among, quartiles_of
from loftet.methods.structure import Structure, structure

Floats = NDArray[np.float64]
NAN = float("nan")


def country(places: int = 357, seed: int = 1) -> tuple[Structure, NDArray[np.bool_]]:
    rng = np.random.default_rng(seed)
    people, area = 10 ** rng.normal(3.8, 0.5, places), 10 ** rng.normal(2.8, 0.4, places)
    others = {"centrality": rng.normal(size=places), "language": rng.integers(0, 3, places) / 2}
    ranked = np.ones(places, dtype=bool)
    ranked[::50] = False
    return structure(people, area, others, ranked), ranked


def no_groups(number: int) -> NDArray[np.str_]:
    return np.full(number, "")


def of_place(found: Peers, place: int) -> list[int]:
    own: list[int] = found.peer[found.place == place].tolist()
    return own


def test_peers_are_the_nearest_ranked_places_and_never_the_place_itself() -> None:
    known, ranked = country()
    found = find_peers(known, ranked, no_groups(357), many=7)
    apart = distances(known, np.arange(357))
    for place in (0, 1, 100, 356):
        others = [at for at in np.argsort(apart[place], kind="stable") if ranked[at] and at != place]
        assert of_place(found, place) == others[:7]
    assert ranked[found.peer].all()
    assert not (found.peer == found.place).any()
    assert np.bincount(found.place).tolist() == [7] * 357
    assert found.rank[:7].tolist() == [1, 2, 3, 4, 5, 6, 7]


def test_distance_shares_and_stability_stay_within_their_scales() -> None:
    found = find_peers(*country(), no_groups(357))
    ordered = found.distance.reshape(357, -1)
    assert (np.diff(ordered, axis=1) >= 0).all()
    assert (found.share[found.most >= 0] >= 1 / 5 - 1e-12).all()
    assert ((found.stability >= 0) & (found.stability <= 1)).all()
    # The nearest of all stays chosen oftener than the last that was let in.
    by_rank = found.stability.reshape(357, -1).mean(axis=0)
    assert by_rank[0] > 0.9 > by_rank[-1] > 0.3


def test_the_same_seed_gives_the_same_peers_and_another_only_another_stability() -> None:
    known, ranked = country()
    first, same, other = (find_peers(known, ranked, no_groups(357), seed=seed) for seed in (1, 1, 2))
    assert (first.stability == same.stability).all()
    assert (first.peer == other.peer).all()
    assert (first.stability != other.stability).any()


def test_a_given_group_is_taken_whole_in_the_order_of_distance() -> None:
    known, ranked = country(places=12)
    groups = np.array(["EKG14"] * 5 + ["EKG15"] * 6 + [""])
    found = find_peers(known, ranked, groups, many=3)
    assert sorted(of_place(found, 6)) == [5, 7, 8, 9, 10]
    assert found.given[found.place == 6].all()
    assert np.isnan(found.stability[found.place == 6]).all()
    assert (np.diff(found.distance[found.place == 6]) >= 0).all()
    # Place 0 is not ranked: it has peers, and is nobody's peer.
    assert sorted(of_place(found, 0)) == [1, 2, 3, 4]
    assert 0 not in found.peer
    assert len(of_place(found, 11)) == 3
    assert not found.given[found.place == 11].any()


def test_without_structure_only_a_given_group_has_peers() -> None:
    nothing = structure(np.full(4, NAN), np.full(4, NAN), {}, np.ones(4, dtype=bool))
    assert nothing.names == ()
    found = find_peers(nothing, np.ones(4, dtype=bool), np.array(["EKG01", "EKG01", "", ""]))
    assert (found.place.tolist(), found.peer.tolist(), found.most.tolist()) == ([0, 1], [1, 0], [-1, -1])
    assert np.isnan(found.distance).all()


def test_people_alone_do_not_make_places_alike() -> None:
    alone = structure(np.array([10.0, 100.0, 1000.0]), np.full(3, NAN), {}, np.ones(3, dtype=bool))
    assert alone.names == ("population",)
    assert len(find_peers(alone, np.ones(3, dtype=bool), no_groups(3)).place) == 0


def test_what_parts_two_places_most_is_named() -> None:
    numbers = np.array([[0.0, 0.0, 0.0], [0.3, 0.1, NAN], [0.1, 0.2, 0.1]])
    known = Structure(("population", "area", "centrality"), numbers, np.array([1.0, 1.0, 1.0]))
    found = find_peers(known, np.ones(3, dtype=bool), no_groups(3))
    own = found.place == 0
    assert found.peer[own].tolist() == [2, 1]
    assert [known.names[at] for at in found.most[own]] == ["area", "population"]
    assert found.share[own] == pytest.approx([4 / 6, 9 / 10])


@settings(deadline=None)
@given(st.lists(st.sampled_from([1.0, 2.0, 3.0, NAN]), min_size=6, max_size=20), st.sampled_from([1.0, 2.0]))
def test_a_percentile_and_that_of_the_opposite_make_a_hundred(peers: list[float], own: float) -> None:
    column = np.array(peers)[:, None]
    there = percentile_among(np.array([own]), column, fewest=1)[0]
    back = percentile_among(-np.array([own]), -column, fewest=1)[0]
    if np.isnan(column).all():
        assert np.isnan(there)
    else:
        assert there + back == pytest.approx(100)


def test_equal_peers_count_half_and_few_peers_say_nothing() -> None:
    peers = np.array([[1.0], [1.0], [1.0], [1.0], [NAN]])
    assert np.isnan(percentile_among(np.array([1.0]), peers)[0])
    assert percentile_among(np.array([1.0, 1.0, NAN]), np.ones((5, 3))).tolist() == pytest.approx(
        [50, 50, NAN], nan_ok=True
    )


def test_quartiles_are_those_of_numpy_over_the_values_present() -> None:
    peers = np.random.default_rng(3).normal(size=(15, 60))
    peers[np.random.default_rng(4).random(peers.shape) < 0.6] = NAN
    few = (~np.isnan(peers)).sum(axis=0) < 5
    expected = np.where(few, NAN, np.nanquantile(peers, (0.25, 0.5, 0.75), axis=0))
    assert quartiles_of(peers) == pytest.approx(expected, nan_ok=True)
    assert few.any()


def test_nine_of_ten_places_lie_within_their_interval_in_every_class_of_size() -> None:
    known, ranked = country(seed=4)
    rng = np.random.default_rng(5)
    size = known.numbers[:, 0]
    # Small places are noisier, as real ones are.
    values = 40 + 3 * known.numbers[:, [3]] + rng.normal(size=(357, 40)) * np.exp(-size / 2)[:, None]
    found = expected_values(values, known.numbers, ranked, np.full(40, np.inf))
    inside = (found.low <= values) & (values <= found.high)
    thirds = np.searchsorted(np.quantile(size, [1 / 3, 2 / 3]), size)
    shares = [inside[ranked & (thirds == third)].mean() for third in range(3)]
    assert shares == pytest.approx([0.9, 0.9, 0.9], abs=0.02)


def test_an_expectation_stays_where_values_can_be() -> None:
    known, ranked = country()
    rng = np.random.default_rng(6)
    values = np.clip(rng.normal(95, 6, (357, 3)), 0, 100)
    values[:, 1] = rng.exponential(0.2, 357)
    values[:, 2] = rng.normal(0, 6, 357)
    found = expected_values(values, known.numbers, ranked, np.array([100.0, np.inf, np.inf]))
    assert found.high[:, 0].max() == 100
    assert found.low[:, 1].min() >= 0
    assert found.low[:, 2].min() < 0


def test_ratios_are_thought_of_as_ratios() -> None:
    known, ranked = country()
    values = 10 ** (1 + 0.5 * known.numbers[:, [0]])
    found = expected_values(values, known.numbers, ranked, np.array([np.inf]))
    assert found.value == pytest.approx(values, rel=1e-6)


def test_a_place_without_structure_or_an_indicator_with_few_values_expects_nothing() -> None:
    known, ranked = country()
    numbers = known.numbers.copy()
    numbers[3] = NAN
    values = np.random.default_rng(7).normal(size=(357, 2))
    values[59:, 1] = NAN
    found = expected_values(values, numbers, ranked, np.full(2, np.inf))
    assert np.isnan(found.value[:, 1]).all()
    assert np.flatnonzero(np.isnan(found.value[:, 0])).tolist() == [3]


def test_an_unranked_place_shapes_no_expectation_and_has_one() -> None:
    known, ranked = country()
    values = np.random.default_rng(8).normal(size=(357, 1))
    changed = values.copy()
    changed[~ranked] += 1000
    first, second = (
        expected_values(part, known.numbers, ranked, np.array([np.inf])) for part in (values, changed)
    )
    assert (first.value == second.value).all()
    assert not np.isnan(first.value[~ranked]).any()
