"""The peers of every place, and where it stands among them and against what its structure leads to expect."""

from collections.abc import Iterator
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from loftet.editions.build import Status
from loftet.editions.frames import Column, Floats, Frame, doubles, integers, text, words
from loftet.editions.structure import KnownStructure, read_structure
from loftet.editions.study import Study
from loftet.methods.expected import expected_values
from loftet.methods.peers import Peers, find_peers, percentile_among, quartiles_of

PER_CENT = 100.0
BASES = ("structure", "group")


def peer_frames(status: Status) -> tuple[Frame, Frame]:
    """Return the tables `peers` and `expected` of an edition; both are empty where no structure is known."""
    places = status.study.places
    known = read_structure(places.table, places.groups, places.ranked)
    found = find_peers(known.structure, places.ranked, known.groups)
    return _peers_frame(status.study, known, found), _expected_frame(status, known, found)


def _peers_frame(study: Study, known: KnownStructure, found: Peers) -> Frame:
    codes = np.array(study.places.codes, dtype=object)
    names = ("", *known.structure.names)
    columns: dict[str, Column] = {
        "place": text(codes[found.place]),
        "rank": integers(found.rank),
        "peer": text(codes[found.peer]),
        "distance": doubles(found.distance),
        "most": words(found.most + 1, names),
        "share": doubles(found.share),
        "stability": doubles(found.stability),
        "basis": words(found.given.astype(np.int64), BASES),
    }
    return Frame("peers", MappingProxyType(columns))


def _expected_frame(status: Status, known: KnownStructure, found: Peers) -> Frame:
    study = status.study
    shape = (len(study.places), len(study.indicators))
    values = np.asarray(status.indicator_scores.columns["value"].cells, dtype=np.float64).reshape(shape)
    most = np.where(np.array(study.indicators.table.column("unit")) == "%", PER_CENT, np.inf)
    most = np.where((values[study.places.ranked] > PER_CENT).any(axis=0), np.inf, most)
    expected = expected_values(values, known.structure.numbers, study.places.ranked, most)
    number, quartiles, percentile = _among(values, _better(status, values), found)
    kept = (number > 0) | ~np.isnan(expected.value)
    at_place, at_indicator = np.nonzero(kept)
    columns: dict[str, Column] = {
        "place": text(np.array(study.places.codes, dtype=object)[at_place]),
        "indicator": text(np.array(study.indicators.keys, dtype=object)[at_indicator]),
        "expected": doubles(expected.value[kept]),
        "expected_low": doubles(expected.low[kept]),
        "expected_high": doubles(expected.high[kept]),
        "peers": integers(number[kept]),
        **{
            f"peer_{name}": doubles(part[kept])
            for name, part in zip(("low", "middle", "high"), quartiles, strict=True)
        },
        "percentile": doubles(percentile[kept]),
    }
    return Frame("expected", MappingProxyType(columns))


def _better(status: Status, values: Floats) -> Floats:
    """Convert values so that higher is better; a balance is better the nearer it is to its ideal."""
    low, high = status.study.indicators.ideal_low, status.study.indicators.ideal_high
    distance = np.maximum(np.maximum(low - values, values - high), 0.0)
    direction = np.array([use.direction for use in status.record.indicators], dtype=float)
    better: Floats = direction * np.where(np.isnan(low) | np.isnan(high), values, distance)
    return better


def _among(values: Floats, better: Floats, found: Peers) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Count the peers with a value, and give their quartiles and the place's percentile among them."""
    number = np.zeros(values.shape, dtype=np.int64)
    quartiles, percentile = np.full((3, *values.shape), np.nan), np.full(values.shape, np.nan)
    for place, peers in _each(found):
        number[place] = (~np.isnan(values[peers])).sum(axis=0)
        percentile[place] = percentile_among(better[place], better[peers])
        quartiles[:, place] = quartiles_of(values[peers])
    return number, quartiles, percentile


def _each(found: Peers) -> Iterator[tuple[int, NDArray[np.int64]]]:
    begins = np.flatnonzero(np.diff(found.place, prepend=-1))
    # Without any pair there is nothing to split, and yet one empty part.
    yield from zip(found.place[begins].tolist(), np.split(found.peer, begins[1:]), strict=False)
