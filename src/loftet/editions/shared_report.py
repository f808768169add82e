"""The common ground of a set of municipalities, as lines for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from loftet.editions.rows import Edition, Indicator
from loftet.editions.shared import Shared, SharedChallenges
from loftet.editions.store import COUNTRY, EditionStore
from loftet.editions.visibility import EVERYONE
from loftet.methods.challenges import State, Why

TITLES = {
    State.CHALLENGE: "shared challenges",
    State.STRENGTH: "shared strengths",
    State.NEITHER: "neither",
    State.NOT_TESTED: "not tested",
}
GOING = {True: "improving", False: "not improving", None: "no trend"}


@dataclass(frozen=True, slots=True)
class _Words:
    """The context of the lines besides the findings: names, units, and the country's figures."""

    places: Mapping[str, str]
    indicators: Mapping[str, Indicator]
    country: Mapping[str, float | None]
    behind: Mapping[str, str]

    def names(self, codes: Sequence[str]) -> str:
        return ", ".join(self.places.get(code, code) for code in codes) or "none"


def report_challenges(root: Path, edition_id: str, members: Sequence[str]) -> list[str]:
    """Format the common ground of a set of municipalities, in plain lines.

    Raises:
        UnknownEdition: when there is no such edition.
        DamagedEdition: when it is not whole.
    """
    store = EditionStore(root, EVERYONE)
    edition = store.edition(edition_id)
    found = SharedChallenges(store).of(edition, members)
    words = _words(store, edition, found.members)
    head = [
        f"{len(found.members)} municipalities: {words.names(found.members)}",
        f"held against the other {found.alike - len(found.members)} places of like size and centrality"
        f" ({found.classes} {'class' if found.classes == 1 else 'classes'})",
    ]
    if found.left_out:
        head.append(f"cannot be compared: {words.names(found.left_out)}")
    larger = (*_others("targets", found.targets), *_others("goals", found.goals))
    return [*head, *_by_state(found.indicators, words), *larger]


def _words(store: EditionStore, edition: Edition, members: Sequence[str]) -> _Words:
    country = {row.indicator.key: row.own.value for row in store.indicator_rows(edition, COUNTRY, "en", ())}
    return _Words(
        places={place.code: place.name for place in store.places(edition)},
        indicators={one.key: one for one in store.indicators(edition, "en")},
        country=country,
        behind={
            one.key: _behind(one, country.get(one.key), [row.value for row in readings])
            for one in store.indicators(edition, "en")
            if (readings := [r for r in store.indicator_table(edition, one.key) if r.place in members])
        },
    )


def _behind(indicator: Indicator, country: float | None, values: Sequence[float | None]) -> str:
    """Count the members that are worse off than the country; nothing where that cannot be told."""
    known = [value for value in values if value is not None]
    if country is None or indicator.direction not in (1, -1) or not known:
        return ""
    worse = sum(indicator.direction * (country - value) > 0 for value in known)
    return f"behind the country: {worse} of {len(known)}"


def _by_state(findings: Sequence[Shared], words: _Words) -> Iterator[str]:
    for state, title in TITLES.items():
        own = [one for one in findings if one.state is state]
        yield ""
        yield f"{title} ({len(own)})"
        for one in own:
            yield from _lines(one, words)


def _lines(one: Shared, words: _Words) -> Iterator[str]:
    indicator = words.indicators[one.key]
    influence = f", influence: {indicator.influence.value}" if indicator.influence else ""
    why = f" [{one.why.value}]" if one.why else ""
    yield f"  {one.key}: {indicator.name} ({indicator.unit}){why}{influence}"
    numbers = [
        f"{name} {_number(value, indicator)}"
        for name, value in (("own", one.own), ("others", one.others), ("country", words.country.get(one.key)))
        if value is not None
    ]
    chance = [f"{name} {value:.4f}" for name, value in _chances(one) if value is not None]
    # Where nothing is asked about, nobody is behind either.
    behind = "" if one.why is Why.NOT_ASKED else words.behind.get(one.key, "")
    known = [*numbers, *chance, GOING[one.improving], *filter(None, [behind])]
    yield f"    {', '.join(known)}"
    yield f"    short: {words.names(one.sharing)}; not short: {words.names(one.spared)}"
    if one.unknown:
        yield f"    without a value: {words.names(one.unknown)}"
    if one.state is State.CHALLENGE:
        yield f"    learn from: {words.names(one.inside)} (inside), {words.names(one.outside)} (outside)"
        if one.related:
            yield f"    goes together with: {', '.join(one.related)}"


def _chances(one: Shared) -> tuple[tuple[str, float | None], ...]:
    if one.state is State.STRENGTH:
        return ("p", one.p_strength), ("q", one.q_strength)
    return ("p", one.p), ("q", one.q)


def _number(value: float, indicator: Indicator) -> str:
    return f"{value:.{indicator.decimals}f}"


def _others(what: str, findings: Sequence[Shared]) -> Iterator[str]:
    for state in (State.CHALLENGE, State.STRENGTH):
        keys = [f"{one.key} (q {_q(one):.4f})" for one in findings if one.state is state]
        if keys:
            yield ""
            yield f"{what}: {TITLES[state]}: {', '.join(keys)}"


def _q(one: Shared) -> float:
    q = one.q_strength if one.state is State.STRENGTH else one.q
    assert q is not None, "only what was tested is a challenge or a strength"
    return q
