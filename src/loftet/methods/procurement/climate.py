"""The climate rule, FOA § 7-9: whether it is a duty, and whether it is met as it asks."""

from collections.abc import Callable
from decimal import Decimal

from loftet.methods.procurement.case import Environment
from loftet.methods.procurement.consequences import NOT_APPLICABLE, OUTSIDE, Consequence, row_for, scope
from loftet.methods.procurement.facts import Facts
from loftet.methods.procurement.rows import ClimateMode

JUDGED = "whether the substance holds must be judged by a person"
GUIDANCE = "guidance"
WEIGHT, RANK, NAME = "weight", "rank", "name"
VALUES = {"true": True, "false": False, GUIDANCE: GUIDANCE}


def climate_duty(facts: Facts) -> Consequence:
    """Return True, False, or «guidance» where the rule is only that. Formula: of the part and the day.

    Source: FOA § 7-9.
    """
    of = scope(facts)
    if of.value == OUTSIDE:
        return Consequence(False, f"outside the Act: {of.because}", of.rows)
    row = row_for(facts, "climate_duty", of.value)
    return Consequence(VALUES[row.value], f"{of.value}: {row.sources['en']}", (row,))


def climate_mode_valid(facts: Facts) -> Consequence:
    """Return whether the climate rule is filled in as it asks. Formula: what the row of the mode needs.

    Source: FOA § 7-9; modes and what each needs are rows.
    """
    duty = climate_duty(facts)
    if duty.value is not True:
        return Consequence(NOT_APPLICABLE, f"there is no duty: {duty.because}", duty.rows)
    mode = facts.mode
    row = facts.book.mode(mode.value, facts.day)
    if row is None:
        because = f"the mode {mode.value} is not open on {facts.day}"
        others = [one for one in facts.book.modes if one.mode == mode.value]
        return Consequence(False, f"{because}; {JUDGED}", (*others[:1], *duty.rows), (JUDGED,))
    missing = _missing(facts, row)
    said = f"lacks {missing}" if missing else "filled in as the rule asks"
    warned = (row.warnings.get("en", ""), _commits_nobody(facts.environment, row), JUDGED)
    because = f"{mode.value}: {said}; {JUDGED}"
    return Consequence(not missing, because, (row,), tuple(filter(None, warned)))


def _missing(facts: Facts, row: ClimateMode) -> str:
    """Return what the mode needs and the case lacks, in words."""
    missing = lacks(facts.environment, row, facts.weighs, facts.is_ranked)
    if WEIGHT in missing and row.least_weight is not None:
        return f"a weight of {_number(row.least_weight)} % or more"
    if RANK in missing:
        return f"a place among the first {row.lowest_rank}, or {' and '.join(missing[1:])}"
    if NAME in missing:
        return "the name of the regulation in the justification"
    return " and ".join(missing)


def lacks(
    environment: Environment,
    row: ClimateMode,
    weighs: Callable[[Decimal], bool],
    is_ranked: Callable[[int], bool],
) -> tuple[str, ...]:
    """Return what the mode needs and is not there: `weight`, `name`, the texts; `rank` before its texts.

    Formula: a later place than the lowest is enough where both texts are there. Source: FOA § 7-9.
    """
    if row.least_weight is not None and not weighs(row.least_weight):
        return (WEIGHT,)
    absent = tuple(text for text in row.texts if not environment.has(text))
    if row.lowest_rank is not None:
        return () if not absent or is_ranked(row.lowest_rank) else (RANK, *absent)
    if absent:
        return absent
    return () if not row.must_name or _names(environment.justification, row.must_name) else (NAME,)


def _number(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _names(text: str, beginnings: tuple[str, ...]) -> bool:
    folded = text.casefold()
    return any(one.casefold() in folded for one in beginnings)


def _commits_nobody(environment: Environment, row: ClimateMode) -> str:
    word = weak_word(environment.requirements, row)
    return f"the requirements do not commit: «{word}»" if word else ""


def weak_word(requirements: str, row: ClimateMode) -> str:
    """Return the first word of the requirements that commits nobody, by the row; empty if there is none."""
    padded = f" {' '.join(requirements.casefold().split())} "
    return next((word for word in row.weak_words if f" {word.casefold()} " in padded), "")
