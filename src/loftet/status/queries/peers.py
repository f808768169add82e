"""The places most like a municipality, in what, and how sure that choice is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loftet.editions.engine import Record
from loftet.editions.peer_rows import Basis, Peer
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.status.queries.chosen import MOST_CHOSEN, PlaceInEdition, places_under
from loftet.status.sentences.peers import how_stable, why

# So much more or less is about as many; so many steps of centrality are as central.
ALIKE, STEPS = 1.25, 50.0
STABLE = 0.5  # chosen too in half of the other weightings
NEAREST = 5


@dataclass(frozen=True, slots=True)
class PeerLine:
    """A similar municipality, and why it was chosen."""

    slug: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class PeersOfPlace:
    """The similar municipalities of a place, the nearest first; `group` names one that is given to them."""

    lines: tuple[PeerLine, ...]
    group: str
    stable: str

    @property
    def nearest(self) -> tuple[PeerLine, ...]:
        """Return the few that are named first."""
        return self.lines[:NEAREST]

    @property
    def rest(self) -> tuple[PeerLine, ...]:
        """Return the others."""
        return self.lines[NEAREST:]

    @property
    def to_compare(self) -> tuple[str, ...]:
        """Return as many as a comparison has room for beside the place itself."""
        return tuple(line.slug for line in self.lines[: MOST_CHOSEN - 1])


def places_of_peers(edition: Edition, peers: Sequence[Peer]) -> Mapping[str, PlaceInEdition]:
    """Return the places that peers are, by code; one query, or none."""
    return places_under([one.peer for one in peers], edition) if peers else {}


def told_peers(
    store: EditionStore,
    edition: Edition,
    place: PlaceInEdition,
    peers: Sequence[Peer],
    known: Mapping[str, PlaceInEdition],
) -> PeersOfPlace | None:
    """Return peers with why they were chosen; none where the edition knows of none."""
    if not peers:
        return None
    structure = store.structure(edition)
    lines = tuple(
        PeerLine(known[one.peer].slug, known[one.peer].name, reason(one, structure))
        for one in peers
        if one.peer in known
    )
    by_group = peers[0].basis is Basis.GROUP
    group = next((one.group for one in store.places(edition) if one.code == place.code), "")
    return PeersOfPlace(lines, group if by_group else "", "" if by_group else stability(peers))


def stability(peers: Sequence[Peer]) -> str:
    """Return how many of the peers do not hang on how the characteristics are weighed."""
    known = [one.stability for one in peers if one.stability is not None]
    return how_stable(sum(share >= STABLE for share in known), len(known)) if known else ""


def reason(peer: Peer, structure: Mapping[str, Record]) -> str:
    """Return in what a peer is alike, and in what it differs the most."""
    own, other = structure.get(peer.place), structure.get(peer.peer)
    shared = shared_by(own, other) if own and other else ()
    return why(shared, peer.most)


def shared_by(own: Record, other: Record) -> tuple[str, ...]:
    """Return the characteristics in which two places are about the same."""
    pairs = {
        "population": (own.get("population"), other.get("population")),
        "density": (density(own), density(other)),
        "area": (own.get("area_km2"), other.get("area_km2")),
    }
    found = [key for key, (one, two) in pairs.items() if is_about(one, two)]
    one, two = own.get("centrality"), other.get("centrality")
    if one is not None and two is not None and abs(float(one) - float(two)) <= STEPS:
        found.append("centrality")
    if own.get("language") and own.get("language") == other.get("language"):
        found.append("language")
    return tuple(found)


def density(row: Record) -> float | None:
    """Return the people per square kilometre of a place, where both are known."""
    people, area = row.get("population"), row.get("area_km2")
    return float(people) / float(area) if people and area else None


def is_about(one: float | None, two: float | None) -> bool:
    """Check whether two amounts are within a quarter of each other."""
    if not one or not two:
        return False
    return max(float(one), float(two)) <= ALIKE * min(float(one), float(two))
