"""A pool as a TOML file, and what it costs each member as files: the command `loftet pool`."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from loftet.invalid_input import InvalidInput
from loftet.methods.demand import (
    MOST_PLAYERS,
    CostRule,
    Member,
    Pool,
    PriceCurve,
    shares,
    smallest_coalition,
    volume_that_pays,
)
from loftet.sources.municipalities import write_rows
from loftet.sources.tables.toml_record import TomlDocument, read_record
from loftet.sources.whole_folder import whole_folder
from loftet.text_files.toml_lines import Keys

FILES = frozenset({"shares.csv", "summary.json"})
MOST = Decimal(10) ** 15  # of any number: what is larger is a slip, and its cents are lost
HEADER = ("member", "alone_cost", "pool_cost", "share_of_joint_cost", "gain")


@dataclass(frozen=True, slots=True)
class PriceTable:
    """The table `[price]`: a curve, or a fixed and a variable cost; and the smallest volume, if any."""

    curve: tuple[tuple[Decimal, ...], ...] = ()
    fixed: Decimal | None = None
    variable: Decimal | None = None
    min_volume: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MemberTable:
    """A table `[[member]]`."""

    id: str
    volume: Decimal
    inhabitants: Decimal | None = None
    alone_unit_price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PoolFile:
    """A pool as its file has it."""

    rule: CostRule
    price: PriceTable
    member: tuple[MemberTable, ...]
    joint_cost: Decimal = Decimal(0)
    equal_share: Decimal = Decimal("0.5")


def compute_pool(file: Path, out: Path) -> None:
    """Write what a pool costs each member, when it pays and for whom, into a folder.

    Raises:
        InvalidInput: when the file is not a pool, or the folder cannot be written; nothing is written then.
    """
    pool, least = read_pool(file)
    found = shares(pool)
    summary = {
        "unit_price": float(pool.curve.unit_price(pool.volume)),
        "total": pool.total,
        "volume_at_which_it_pays": volume_that_pays(pool),
        "members_who_gain": [one.member.key for one in found if one.gains],
        "smallest_coalition": _listed(smallest_coalition(pool)),
        "smallest_volume_a_firm_delivers": least,
    }
    with whole_folder(out, FILES, "summary.json") as folder:
        write_rows(
            folder / "shares.csv",
            HEADER,
            ((one.member.key, *map(repr, (one.alone, one.pooled, one.joint, one.gain))) for one in found),
        )
        text = json.dumps(summary, ensure_ascii=False, indent=2)
        (folder / "summary.json").write_text(text + "\n", encoding="utf-8")


def _listed(keys: tuple[str, ...] | None) -> list[str] | None:
    return None if keys is None else list(keys)


def read_pool(file: Path) -> tuple[Pool, float | None]:
    """Read a pool, and the smallest volume that the firm delivers, where it is told.

    Raises:
        InvalidInput: when anything in it is wrong, with every fault that was found and its line.
    """
    told, document = read_record(file, PoolFile)
    if problems := [document.problem(cause, keys) for cause, keys in _faults(told)]:
        raise InvalidInput(problems)
    return _pool(told, document)


def _pool(told: PoolFile, document: TomlDocument) -> tuple[Pool, float | None]:
    price = told.price
    curve = PriceCurve(
        tuple(float(knot[0]) for knot in price.curve),
        tuple(float(knot[1]) for knot in price.curve),
        float(price.fixed or 0),
        float(price.variable or 0),
    )
    if (at := curve.falls()) is not None:
        cause = (
            "more would cost less in all: between this knot and the one before the price falls faster than "
            "the volume rises"
        )
        raise InvalidInput([document.problem(cause, ("price", "curve", at))])
    members = tuple(
        Member(one.id, float(one.volume), float(one.inhabitants or 0), _float(one.alone_unit_price))
        for one in told.member
    )
    pool = Pool(members, curve, told.rule, float(told.joint_cost), float(told.equal_share))
    return pool, _float(price.min_volume)


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _faults(told: PoolFile) -> Iterator[tuple[str, Keys]]:
    yield from _range_faults(told.joint_cost, ("joint_cost",))
    if not 0 <= told.equal_share <= 1:
        yield f"{told.equal_share} is no part between 0 and 1", ("equal_share",)
    yield from _price_faults(told.price)
    yield from _member_faults(told)


def _range_faults(number: Decimal | None, keys: Keys) -> Iterator[tuple[str, Keys]]:
    if number is not None and number < 0:
        yield f"{number} is below 0", keys
    elif number is not None and number > MOST:
        yield f"{number} is above {MOST}", keys


def _price_faults(price: PriceTable) -> Iterator[tuple[str, Keys]]:
    stated = price.fixed is not None or price.variable is not None
    if bool(price.curve) == stated:
        yield "a price is either a curve, or fixed and variable", ("price",)
    elif stated and (price.fixed is None or price.variable is None):
        yield "fixed and variable go together; write 0 where there is none", ("price",)
    for name in ("fixed", "variable", "min_volume"):
        yield from _range_faults(getattr(price, name), ("price", name))
    for cause in _curve_faults(price.curve):
        yield cause, ("price", "curve")


def _curve_faults(curve: Sequence[Sequence[Decimal]]) -> Iterator[str]:
    for at, knot in enumerate(curve, start=1):
        if len(knot) != 2:
            yield f"knot {at} holds {len(knot)} numbers, not a volume and a price"
            return
        if knot[0] <= 0 or knot[1] < 0:
            yield f"knot {at}: a volume is above 0, and a price not below 0"
        if max(knot) > MOST:
            yield f"knot {at}: {max(knot)} is above {MOST}"
    for at, (before, after) in enumerate(pairwise(curve), start=2):
        if after[0] <= before[0]:
            yield f"knot {at}: the volume {after[0]} does not rise above {before[0]}"
        if after[1] > before[1]:
            yield f"knot {at}: the price {after[1]} rises above {before[1]}"


def _member_faults(told: PoolFile) -> Iterator[tuple[str, Keys]]:
    if not told.member:
        yield "a pool has at least one member", ("member",)
    if told.rule is CostRule.SHAPLEY and len(told.member) > MOST_PLAYERS:
        yield f"by shapley a pool has at most {MOST_PLAYERS} members, not {len(told.member)}", ("rule",)
    counts = Counter(one.id for one in told.member)
    for at, one in enumerate(told.member):
        if not one.id.strip():
            yield "a member has an id", ("member", at, "id")
        elif counts[one.id] > 1:
            yield f"«{one.id}» is there {counts[one.id]} times", ("member", at, "id")
        for name in ("volume", "inhabitants", "alone_unit_price"):
            yield from _range_faults(getattr(one, name), ("member", at, name))
    if told.member and sum(one.volume for one in told.member) <= 0:
        yield "no member has a volume above 0", ("member",)
    by_people = told.rule is CostRule.EQUAL_AND_INHABITANTS and told.equal_share < 1 and told.joint_cost > 0
    counted = [one.inhabitants for one in told.member if one.inhabitants is not None]
    if by_people and told.member and sum(counted) <= 0:
        yield "no member has inhabitants, which the rule shares by", ("rule",)
    elif by_people:
        for at, one in enumerate(told.member):
            if one.inhabitants is None:
                yield "the inhabitants are missing, which the rule shares by", ("member", at)
