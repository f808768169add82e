"""Small Turtle files in the form that KS publishes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from loftet.sources.taxonomy.knowledge import Knowledge

PREFIXES = """\
@prefix dct: <http://purl.org/dc/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix dqv: <http://www.w3.org/ns/dqv#> .
@prefix my: <https://metadata.ks.no/sdg-taxonomi/#> .
@prefix sdgo: <http://metadata.un.org/sdg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

"""
VOCABULARY = "https://data.norge.no/vocabulary/indicator/"
SCHEME = f"""
<{VOCABULARY}quality> a skos:ConceptScheme ;
    dct:title "Kvalitet"@no .

<{VOCABULARY}quality/Class_1> a skos:Concept ;
    skos:inScheme <{VOCABULARY}quality> .
"""


def indicator(number: int, title: str, goals: str = "", targets: str = "", more: str = "") -> str:
    lines = [f'<{VOCABULARY}Prøve/{number}> a sdgo:Indicator ;\n    dct:title "{title}"@no']
    lines += [f"sdgo:hasGoal <http://metadata.un.org/sdg/{goal}>" for goal in goals.split()]
    lines += [f"sdgo:isIndicatorOf <http://metadata.un.org/sdg/{target}>" for target in targets.split()]
    lines += filter(None, [more])
    return " ;\n    ".join(lines) + " .\n\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a set and the scheme of quality into a folder; each row is the arguments of an indicator."""

    def write_set(*rows: tuple[object, ...], name: str = "Prøve") -> Path:
        folder = tmp_path / "taxonomy"
        folder.mkdir(exist_ok=True)
        text = "".join(indicator(number, *cells) for number, *cells in rows)  # type: ignore[arg-type]
        (folder / f"{name}.ttl").write_text(PREFIXES + text, encoding="utf-8")
        (folder / "quality.ttl").write_text(PREFIXES + SCHEME, encoding="utf-8")
        return folder

    return write_set


@pytest.fixture
def known() -> Knowledge:
    """Return a little knowledge to hold tags against."""
    words = {"barnehage": "4", "kommunestyre": "5", "valg": "16", "luft": "3"}
    return Knowledge(
        targets=frozenset({"3.9", "4.2", "5.5", "16.7"}),
        title_words={word: frozenset({goal}) for word, goal in words.items()},
        u4ssc={"freshwater consumption": "EN:EN:WS:3C", "wastewater treatment": "EN:EN:WS:4C"},
    )
