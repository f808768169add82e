"""How a status is made is told from the edition's own record, not from a text that may be out of date."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from loftet.editions.method import plain, read_method
from loftet.editions.run import read_run
from loftet.methods.colour import BANDS
from loftet.methods.rules import (
    AggregateRule,
    BoundsRule,
    ColourRule,
    GoalColour,
    ImputeRule,
    IndicatorColour,
    Kind,
    LowerBound,
    Mean,
    Method,
    NormaliseRule,
    Toward,
    Treatment,
    TreatRule,
    TrendKind,
    TrendRule,
    UncertaintyRule,
    UpperBound,
    ValuesRule,
)
from loftet.status.method.sentences import chapters
from loftet.status.method.trend_sentences import trend_chapter

Read = Callable[[str], str]
OTHER = """
[values]
max_age = 4
[normalise]
decimals = 1
[bounds]
lower = "min"
upper_best = 3
[impute]
goal_group_mean = ["14"]
[aggregate]
indicators = "geometric"
[colour]
goal = "mean"
min_coverage = 0.6
goal_cuts = [2.0, 1.6, 1.1]
[trend]
kind = "theil_sen"
target_year = 2035
[uncertainty]
aggregation = ["arithmetic", "geometric"]
"""


@pytest.fixture
def other(tmp_path: Path) -> Method:
    file = tmp_path / "method.toml"
    file.write_text(OTHER, encoding="utf-8")
    return read_method(file)


def said(run_method: Method, small_root: Path) -> dict[str, str]:
    """Return what each chapter says of a method, in English."""
    edition = (small_root / "editions" / "published").read_text().strip()
    run = replace(read_run(small_root, edition), method=run_method)
    with translation.override("en"):
        told = (*chapters(run, 2024, 4, 7), trend_chapter(run_method))
        return {chapter.key: " ".join((chapter.heading, *chapter.lines)) for chapter in told}


def test_the_rules_of_an_edition_are_read_back_as_they_were(
    published_as: Callable[..., str], tmp_path: Path, other: Method
) -> None:
    edition = published_as()
    assert read_run(tmp_path / "data", edition).method == Method()
    record = tmp_path / "data" / "editions" / edition / "study.json"
    (tmp_path / "other").mkdir()
    tree = json.loads(record.read_text(encoding="utf-8")) | {"method": plain(other)}
    record.write_text(json.dumps(tree), encoding="utf-8")
    assert read_run(tmp_path / "data", edition).method == other


def test_the_page_tells_the_rules_and_what_they_were_used_on(small_site: Path, read: Read) -> None:
    page = read("/metode/?lang=nb").replace("\N{NO-BREAK SPACE}", " ")
    for sentence in (
        "Bare disse kan si at en kommune er nær målet. I denne utgaven er de 4.",
        "ingenting om det er godt nok. I denne utgaven er de 7.",
        "For hvert sted bruker vi det nyeste tallet som ikke er senere enn 2024. Det brukes uansett",
        "Er tallet minst like godt som den grønne grensen, er det nær målet.",
        "er det verdien som 2,5 % av kommunene ligger utenfor.",
        "■ Nær målet ● Bedre enn de fleste",
        "I denne utgaven kjenner vi intervallet til 1 av de 23 kommunetallene som teller (4,3 %).",
        "Hull blir ikke fylt Det vi ikke vet, forblir ukjent.",
        "Utgitt av Løftet Lisens CC0-1.0 Laget 24. november 2026 Kommuner 5 Indikatorer 11",
        "colour goal_cuts [2.0, 1.5, 1.0]",
    ):
        assert sentence in page


def test_another_method_is_told_as_another(small_root: Path, other: Method) -> None:
    told = said(other, small_root)
    assert "more than 4 years old then counts as missing" in told["figures"]
    assert "from the mean of all its indicators" in told["goals"]
    assert (
        "From 2 the goal is close to the target, from 1.6 some way to go, from 1.1 far to go" in told["goals"]
    )
    assert "both indicators" not in told["goals"]
    assert "fewer than 60\N{NO-BREAK SPACE}% of the indicators" in told["goals"]
    assert "it is that of the weakest municipality" in told["scale"]
    assert "the mean of the 3 best municipalities" in told["scale"]
    assert "rounded to 1 decimals" in told["scale"]
    assert "geometric mean" in told["scale"]
    assert "Dot and status are both means" in told["scale"]
    assert "does not decide the status" not in told["scale"]
    assert told["gaps"].startswith("Some gaps are filled, and marked On goal 14 a goal without a score has")
    assert "(Theil–Sen)" in told["trends"]
    assert "reach the target, or the best quarter where there is none, in 2035" in told["trends"]


@pytest.mark.parametrize(
    ("method", "chapter", "sentence"),
    [
        (Method(colour=ColourRule(goal=GoalColour.NONE)), "goals", "gives no goal a status."),
        (Method(normalise=NormaliseRule(kind=Kind.ZSCORE)), "scale", "by the rule «zscore»."),
        (Method(normalise=NormaliseRule(clip=False)), "scale", "it is the mean of the 5 best"),
        (Method(bounds=BoundsRule(upper=UpperBound.MAX)), "scale", "that of the best municipality."),
        (Method(bounds=BoundsRule(lower=LowerBound.MIN)), "scale", "that of the weakest municipality."),
        (Method(bounds=BoundsRule(min_reliability=0.5)), "scale", "less than 50\N{NO-BREAK SPACE}% reliable"),
        (Method(treat=TreatRule(Treatment.COIN, 4)), "scale", "at most 4 values"),
        (Method(aggregate=AggregateRule(Mean.HARMONIC)), "scale", "harmonic mean"),
        (Method(aggregate=AggregateRule(min_coverage_indicator=0.5)), "scale", "there is no dot."),
        (Method(impute=ImputeRule(("1", "2"))), "gaps", "On goal 1 and goal 2 an indicator’s gap"),
        (Method(impute=ImputeRule(goal_group_mean=True)), "gaps", "A goal without a score has the mean"),
        (Method(trend=TrendRule(toward=Toward.UPPER)), "trends", "reach the best end of the scale in 2030"),
        (Method(trend=TrendRule(kind=TrendKind.TWO_POINT)), "trends", "from the first to the last year"),
        (Method(values=ValuesRule(max_age=None)), "figures", "however old it is"),
        (
            Method(uncertainty=UncertaintyRule(replicates=1000, weights=0.25, level=0.9)),
            "doubt",
            "computed 1,000 times, with every weight drawn again within 25\N{NO-BREAK SPACE}%",
        ),
    ],
)
def test_every_choice_that_a_method_has_is_told(
    small_root: Path, method: Method, chapter: str, sentence: str
) -> None:
    assert sentence in said(method, small_root)[chapter]


def test_the_cuts_of_the_method_of_bands_are_those_of_the_code(small_root: Path) -> None:
    told = said(Method(colour=ColourRule(indicator=IndicatorColour.BANDS)), small_root)["status"]
    assert [float(number) for number in re.findall(r"from (\d+)", told)[1:]] == sorted(BANDS, reverse=True)


def test_every_chapter_is_folded_under_its_heading(small_site: Path, client: Client) -> None:
    page = client.get("/metode/").content.decode()
    named = re.findall(r'class="about-inside" id="(\w+)"', page)
    assert named == [
        "yardsticks",
        "figures",
        "status",
        "goals",
        "scale",
        "trends",
        "few",
        "ahead",
        "parts",
        "gaps",
        "doubt",
        "shared",
        "edition",
    ]
    assert page.count("<summary><h2>") == len(named)
