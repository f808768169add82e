"""A reader of one row of `indicators.csv`, which checks that its cells agree with each other."""

from collections.abc import Mapping

from loftet.methods.verdicts import Yardstick
from loftet.sources.catalogue import cells
from loftet.sources.catalogue.fields import Fields
from loftet.sources.catalogue.record import (
    CatalogueIndicator,
    Goalposts,
    SdgTarget,
    Source,
    SourceSeries,
    Words,
)
from loftet.sources.catalogue.words import (
    BottomLine,
    CountedPer,
    Evaluation,
    FigureKind,
    Geography,
    Influence,
    MunicipalRole,
    Quality,
    Sector,
    Update,
)
from loftet.text_files.rows import nearest

INDICATOR_COLUMNS = (
    *("indicator", "goal", "target", "kind", "direction", "ideal_low", "ideal_high"),
    *("unit", "unit_nn", "unit_en", "decimals", "counted_per", "per", "draw"),
    *("evaluation", "geography", "sector", "bottom_line", "quality", "influence", "role", "applies_to"),
    *("source", "table", "contents", "selection", "minus", "divided_by", "times", "period", "licence", "url"),
    *("yardstick", "lower", "red", "green", "upper", "target_source", "target_date", "checked_by"),
    *("verified", "review"),
)
BOUNDS = ("lower", "red", "green", "upper")
CITED = ("red", "green", "target_source", "target_date", "checked_by")


def read_indicator(
    facts: Fields, texts: Fields, targets: Mapping[str, SdgTarget]
) -> CatalogueIndicator | None:
    """Read an indicator from its row of facts and its row of texts."""
    take = facts.take
    unit = take("unit", cells.read_text)
    indicator = CatalogueIndicator(
        key=take("indicator", cells.read_key),
        goal=take("goal", cells.read_text),
        target=take("target", cells.read_target),
        kind=take("kind", cells.word_of(FigureKind)),
        direction=take("direction", cells.read_direction),
        ideal_low=take("ideal_low", cells.read_number),
        ideal_high=take("ideal_high", cells.read_number),
        unit=Words(unit, take("unit_nn", str) or unit, take("unit_en", str) or unit),
        decimals=take("decimals", cells.read_decimals),
        counted_per=take("counted_per", cells.word_of(CountedPer)),
        per=take("per", cells.read_per),
        draw=take("draw", cells.read_draw),
        evaluation=take("evaluation", cells.word_of(Evaluation)),
        geography=take("geography", cells.word_of(Geography)),
        sector=take("sector", cells.word_of(Sector)),
        bottom_line=take("bottom_line", cells.word_of(BottomLine)),
        quality=take("quality", cells.word_of(Quality)),
        influence=take("influence", cells.word_of(Influence)),
        role=take("role", cells.word_of(MunicipalRole)),
        applies_to=take("applies_to", cells.read_applies_to),
        source=_source(facts),
        goalposts=_goalposts(facts),
        review=take("review", str),
        name=texts.words("name", cells.read_name),
        about=texts.words("about", cells.read_text),
    )
    if facts.whole:
        _check(indicator, facts, targets)
    return indicator if facts.whole and texts.whole else None


def _source(facts: Fields) -> Source:
    return Source(
        name=facts.take("source", cells.read_text),
        series=SourceSeries(
            facts.take("table", str),
            facts.take("contents", str),
            facts.take("selection", cells.read_selection),
        ),
        minus=facts.take("minus", cells.read_series),
        divided_by=facts.take("divided_by", cells.read_series),
        times=facts.take("times", cells.read_times),
        update=facts.take("period", cells.word_of(Update)),
        licence=facts.take("licence", str),
        url=facts.take("url", cells.read_url),
        verified=facts.take("verified", cells.read_day),
    )


def _goalposts(facts: Fields) -> Goalposts:
    return Goalposts(
        yardstick=facts.take("yardstick", cells.word_of(Yardstick)),
        lower=facts.take("lower", cells.read_number),
        red=facts.take("red", cells.read_number),
        green=facts.take("green", cells.read_number),
        upper=facts.take("upper", cells.read_number),
        target_source=facts.take("target_source", str),
        target_date=facts.take("target_date", cells.read_day),
        checked_by=facts.take("checked_by", str),
    )


def _check(indicator: CatalogueIndicator, facts: Fields, targets: Mapping[str, SdgTarget]) -> None:
    target = targets.get(indicator.target)
    if target is None:
        cause = f"«{indicator.target}» is not a target{nearest(indicator.target, list(targets))}"
        facts.refuse("target", cause)
    elif target.goal != indicator.goal:
        facts.refuse("goal", f"target {target.key} belongs to goal {target.goal}, not to {indicator.goal}")
    _check_balance(indicator, facts)
    _check_yardstick(indicator, facts)
    if indicator.source.series.contents and not indicator.source.table:
        facts.refuse("contents", "a contents code without a table")
    if indicator.source.verified and (indicator.source.labels or not indicator.source.contents):
        facts.refuse("verified", "only a table and a contents code can be verified")
    if not indicator.review:
        facts.refuse("review", "is empty: tell where the code was seen, or why there is none")


def _check_balance(indicator: CatalogueIndicator, facts: Fields) -> None:
    balance = indicator.kind is FigureKind.BALANCE
    if balance != (indicator.direction == 0):
        facts.refuse("direction", "direction 0 and the kind balance go together")
    given = [end is not None for end in (indicator.ideal_low, indicator.ideal_high)]
    if given != [balance, balance]:
        facts.refuse("ideal_low", "a balance has ideal_low and ideal_high, and nothing else has")
    elif balance and (indicator.ideal_low or 0) > (indicator.ideal_high or 0):
        facts.refuse("ideal_high", "is below ideal_low")


def _check_yardstick(indicator: CatalogueIndicator, facts: Fields) -> None:
    posts = indicator.goalposts
    if posts.yardstick is Yardstick.COMPARISON:
        for column in (*BOUNDS, "target_source", "target_date", "checked_by"):
            if facts.row.cells[column]:
                facts.refuse(column, "must be empty: with the yardstick comparison there is no target")
        return
    for column in CITED:
        if not facts.row.cells[column]:
            facts.refuse(column, "is empty: a target is cited, with red, green, source, date and reader")
    given = [bound for bound in (posts.lower, posts.red, posts.green, posts.upper) if bound is not None]
    if indicator.kind is FigureKind.CONTEXT:
        facts.refuse("yardstick", "a context indicator has no target, since it is never scored")
    if facts.whole and (given != sorted(given, reverse=indicator.direction < 1) or posts.red == posts.green):
        facts.refuse("green", "lower, red, green and upper do not follow each other from worse to better")
