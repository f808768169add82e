"""Every key of `method.toml`, and how its value is read."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from loftet.editions.cells import LARGEST
from loftet.methods.rules import (
    QUANTILE_METHODS,
    GoalColour,
    IndicatorColour,
    Kind,
    LowerBound,
    Mean,
    Ties,
    Toward,
    Treatment,
    TrendKind,
    UpperBound,
)

Word = TypeVar("Word", bound=StrEnum)
Read = TypeVar("Read")


class WrongValueError(ValueError):
    """A value that a key cannot have; the message says what it can have."""


def _shown(value: object) -> str:
    return f"«{value}»" if isinstance(value, str) else f"{value!r}"


def one_of(words: type[Word]) -> Callable[[object], Word]:
    """Read one of an enum's words."""

    def read(value: object) -> Word:
        known = [word.value for word in words]
        return words(_known_word(value, known))

    return read


def _known_word(value: object, known: list[str] | tuple[str, ...]) -> str:
    if isinstance(value, str) and value in known:
        return value
    near = get_close_matches(value, known, n=1) if isinstance(value, str) else []
    hint = f" (is «{near[0]}» meant?)" if near else ""
    raise WrongValueError(f"{_shown(value)} is none of {', '.join(f'«{word}»' for word in known)}{hint}")


def _quantile_method(value: object) -> str:
    return _known_word(value, QUANTILE_METHODS)


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError(f"must be true or false, not {_shown(value)}")
    return value


def whole(least: int, most: int | None = None) -> Callable[[object], int]:
    """Read a whole number between two limits."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise WrongValueError(f"must be a whole number, not {_shown(value)}")
        if value < least or (most is not None and value > most):
            limits = f"at least {least}" if most is None else f"from {least} to {most}"
            raise WrongValueError(f"must be {limits}, not {value}")
        return value

    return read


def or_empty(read: Callable[[object], Read]) -> Callable[[object], Read | None]:
    """Convert "" to no value."""
    return lambda value: None if value == "" else read(value)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise WrongValueError(f"must be a number, not {_shown(value)}")
    if abs(value) > LARGEST:
        raise WrongValueError(f"must be a number up to {LARGEST:g}")
    return float(value)


def number(least: float, most: float, *, open_ended: bool = False) -> Callable[[object], float]:
    """Read a number between two limits; `open_ended` leaves out the limits themselves."""

    def read(value: object) -> float:
        found = _number(value)
        inside = least < found < most if open_ended else least <= found <= most
        if not inside:
            raise WrongValueError(f"must be between {least:g} and {most:g}, not {found:g}")
        return found

    return read


def _numbers(value: object, count: int) -> tuple[float, ...]:
    if not isinstance(value, list) or len(value) != count:
        raise WrongValueError(f"must be a list of {count} numbers, not {_shown(value)}")
    return tuple(_number(entry) for entry in value)


def _falling_cuts(value: object) -> tuple[float, ...]:
    cuts = _numbers(value, 3)
    if not cuts[0] >= cuts[1] >= cuts[2]:
        raise WrongValueError(f"must fall from the first to the last, not {_shown(value)}")
    return cuts


def _span(value: object) -> tuple[float, ...]:
    worst, best = _numbers(value, 2)
    if worst >= best:
        raise WrongValueError(
            f"must be the score of the worst and a higher one of the best, not {_shown(value)}"
        )
    return worst, best


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise WrongValueError(f'must be a list of texts such as ["1", "2"], not {_shown(value)}')
    if twice := next((entry for entry in value if value.count(entry) > 1), None):
        raise WrongValueError(f"names «{twice}» twice")
    return tuple(value)


def _truth_or_texts(value: object) -> bool | tuple[str, ...]:
    if isinstance(value, bool):
        return value
    if not isinstance(value, list):
        raise WrongValueError(f"must be true, false or a list of goals, not {_shown(value)}")
    return _texts(value)


def table_of(read: Callable[[object], Read]) -> Callable[[object], Mapping[str, Read]]:
    """Read a table whose keys are names."""

    def read_table(value: object) -> Mapping[str, Read]:
        if not isinstance(value, dict):
            raise WrongValueError(f"must be a table such as {{ name = … }}, not {_shown(value)}")
        result = {}
        for name, entry in value.items():
            try:
                result[name] = read(entry)
            except WrongValueError as wrong:
                raise WrongValueError(f"«{name}» {wrong}") from wrong
        return MappingProxyType(result)

    return read_table


def _means(value: object) -> tuple[Mean, ...]:
    if not isinstance(value, list) or not value:
        raise WrongValueError(f"must be a list with at least one mean, not {_shown(value)}")
    return tuple(one_of(Mean)(entry) for entry in value)


def _weight(value: object) -> float:
    weight = _number(value)
    if weight < 0:
        raise WrongValueError(f"must be at least 0, not {weight:g}")
    return weight


KEYS: Mapping[str, Mapping[str, Callable[[object], object]]] = {
    "values": {"max_age": or_empty(whole(0))},
    "normalise": {
        "kind": one_of(Kind),
        "clip": _truth,
        "range": _span,
        "decimals": or_empty(whole(0, 15)),
    },
    "bounds": {
        "lower": one_of(LowerBound),
        "lower_quantile": number(0, 1),
        "upper": one_of(UpperBound),
        "upper_best": whole(1),
        "quantile_method": _quantile_method,
        "min_reliability": number(0, 1),
    },
    "treat": {"kind": one_of(Treatment), "winmax": whole(0)},
    "impute": {
        "indicator_group_mean": _texts,
        "goal_group_mean": _truth_or_texts,
        "blank_goals": table_of(_texts),
        "spillover": _texts,
    },
    "aggregate": {
        "indicators": one_of(Mean),
        "goals": one_of(Mean),
        "goal_weights": table_of(_weight),
        "min_coverage_indicator": number(0, 1),
        "min_coverage_rank": number(0, 1),
    },
    "colour": {
        "indicator": one_of(IndicatorColour),
        "goal": one_of(GoalColour),
        "both_rules": _truth,
        "min_coverage": number(0, 1),
        "goal_cuts": _falling_cuts,
    },
    "trend": {
        "kind": one_of(TrendKind),
        "target_year": whole(1, 9999),
        "toward": one_of(Toward),
        "cuts": _falling_cuts,
    },
    "rank": {"ties": one_of(Ties)},
    "uncertainty": {
        "replicates": whole(0, 1_000_000),
        "seed": whole(0),
        "level": number(0, 1, open_ended=True),
        "weights": number(0, 1),
        "goalposts": _truth,
        "aggregation": _means,
        "sampling": _truth,
    },
}
