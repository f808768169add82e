"""The metadata of an indicator, for programs; `docs/reference/downloads.md` describes every field."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from loftet.core.words import in_each_language, page_language
from loftet.editions.rows import Edition, Indicator
from loftet.status.downloads.said import caveats, citation
from loftet.status.downloads.whole import Whole

SCHEMA = 1
DIRECTIONS = {1: "higher_is_better", -1: "lower_is_better", 0: "balance"}
Json = dict[str, Any]


def metadata_file(whole: Whole) -> bytes:
    """Write the facts of an indicator; the texts stand in all three languages, for every reader."""
    indicator, edition = whole.indicator, whole.edition
    document: Json = {
        "schema": SCHEMA,
        "made_up": edition.demo,
        "indicator": _indicator(whole),
        "yardstick": _yardstick(whole),
        "source": _known(indicator, "source", "table", "contents", "licence", "url"),
        "edition": edition_facts(edition),
        "series": _series(whole),
        "caveats": _in_each_language(whole, lambda one: list(caveats(one, edition))),
        "citation": _in_each_language(whole, lambda one: citation(one, edition, whole.addresses.permanent)),
        "addresses": asdict(whole.addresses),
        "method": whole.method,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _in_each_language(whole: Whole, say: Callable[[Indicator], object]) -> Json:
    return in_each_language(lambda: say(whole.texts[page_language()]))


def _indicator(whole: Whole) -> Json:
    indicator = whole.indicator
    return {
        "key": indicator.key,
        **{
            name: {language: getattr(text, name) for language, text in whole.texts.items()}
            for name in ("name", "about", "unit")
        },
        "decimals": indicator.decimals,
        "direction": DIRECTIONS.get(indicator.direction) if indicator.direction is not None else None,
        **_known(indicator, "goal", "target", "influence", "role", "quality"),
        "weight": indicator.weight,
    }


def _yardstick(whole: Whole) -> Json:
    """Return what the figures are held against: the bounds as used, also where they come from the data."""
    indicator = whole.indicator
    bounds = asdict(whole.bounds) if whole.bounds else {}
    return {
        "kind": indicator.yardstick,
        **bounds,
        "ideal_low": indicator.ideal_low,
        "ideal_high": indicator.ideal_high,
        "set_by": indicator.target_source or None,
        "set_on": indicator.target_date or None,
    }


def _series(whole: Whole) -> Json:
    years = whole.years
    return {
        "first_year": years[0] if years else None,
        "last_year": years[-1] if years else None,
        "places": len({one.place for one in whole.series}),
        "values": sum(one.value is not None for one in whole.series),
        "status": dict(sorted(Counter(str(one.status) for one in whole.series).items())),
        "new_series_from": whole.indicator.series_from,
        "trend_from": whole.indicator.trend_from,
        "trend_to": whole.indicator.trend_to,
    }


def _known(indicator: Indicator, *names: str) -> Json:
    """Return some facts; what is empty is not known."""
    return {name: getattr(indicator, name) or None for name in names}


def edition_facts(edition: Edition) -> dict[str, str | int | None]:
    """Return what makes an edition known again."""
    return {
        "id": edition.id,
        "title": edition.title,
        "publisher": edition.publisher,
        "licence": edition.licence,
        "built": edition.built.isoformat(),
        "year": edition.year,
        "codes_at": edition.codes_at.isoformat() if edition.codes_at else None,
        "content": edition.content,
    }
