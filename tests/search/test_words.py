"""What a word of a query may look like in a text."""

from pathlib import Path

import pytest
from django.utils import translation

from loftet.core.search import SearchDocument
from loftet.invalid_input import InvalidInput
from loftet.places.models import Place
from loftet.reports.models import PlaceReport
from loftet.reports.search import document as report_document
from loftet.search.ranking import Query, fit_of, quote_of, reason_of
from loftet.search.words import FORMS, Known, read_forms, units_of, words_of


class Knows(Known):
    """The words of an index, as a set."""

    def __init__(self, *words: str) -> None:
        self.words = set(words)

    def has(self, word: str) -> bool:
        return word in self.words


def ways(word: str, catalogue: Path, known: Known | None = None) -> set[str]:
    forms = read_forms(catalogue / FORMS)
    [unit] = units_of(words_of(word), forms, known or Known(), loosely=known is not None)
    return {"+".join(way.pieces) for way in unit.ways}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("skule", {"skol", "school"}),
        ("vatn", {"vann", "vass", "water"}),
        ("strømrekninga", {"stromregning", "straumrekning"}),
        ("vassleidningar", {"vannledning"}),
        ("swimming hall", {"svommehall", "symjehall"}),
        ("AI", {"ki", "kunstig intelligens"}),
        ("Aal", {"aal", "al"}),
        ("KOMMUNER", {"kommuner"}),
    ],
)
def test_a_word_is_looked_for_in_all_its_forms(word: str, meant: set[str], catalogue: Path) -> None:
    assert meant <= ways(word, catalogue)


def test_a_compound_is_cut_where_both_parts_are_known(catalogue: Path) -> None:
    assert "vann+lekkasje" in ways("vannlekkasje", catalogue, Knows("vann", "lekkasje"))
    assert "vann+lekkasje" not in ways("vannlekkasje", catalogue, Knows("vann"))


def test_a_query_of_small_words_alone_is_looked_for_as_it_is() -> None:
    assert words_of("er det en ...") == ("er", "det", "en")
    assert words_of("--- \0 «»") == ()
    assert len(words_of(" ".join(f"w{n}" for n in range(40)))) == 8


@pytest.mark.parametrize(
    ("row", "cause"), [("hydrogen,hydrogen,Hydrogen", "two words or more"), (",,", "two words")]
)
def test_a_row_of_forms_that_says_nothing_is_refused(tmp_path: Path, row: str, cause: str) -> None:
    file = tmp_path / "forms.csv"
    file.write_text(f"nb,nn,en\n{row}\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match=cause):
        read_forms(file)


def score(words: str, title: str, text: str = "") -> float:
    query = Query(words_of(words), units_of(words_of(words), {}, Known()), demands_all=True)
    fit = fit_of(SearchDocument("need", "1", "/", title, text), query)
    return fit.score if fit else 0.0


def test_a_name_weighs_more_than_a_text_and_a_whole_word_more_than_a_part() -> None:
    found = [
        score("anlegg", "Anlegg"),
        score("anlegg", "Nye anlegg"),
        score("anlegg", "Anleggsmaskiner uten utslipp"),
        score("anlegg", "Et renseanlegg"),
        score("anlegg", "Maskiner", "til anlegg"),
        score("anlegg", "Maskiner", "i renseanlegg"),
        score("anlegg", "Planlegging"),
    ]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == len(found)
    assert found[-1] == 0


def test_a_reason_quotes_what_was_written() -> None:
    text = "Vi har målt. Røret på Øya lekker hver vinter, og ingen vet hvor det kommer fra eller hvorfor."
    assert quote_of(text, "lekk") == "… målt. Røret på Øya lekker hver vinter, og ingen vet hvor det kommer …"
    query = Query(("lekker",), units_of(("lekker",), {}, Known()), demands_all=True)
    fit = fit_of(SearchDocument("need", "1", "/", "Røret", text), query)
    assert fit is not None
    assert "lekker hver vinter" in reason_of(fit)


def test_a_reason_quotes_no_text_in_another_language_than_the_reader_s() -> None:
    told = SearchDocument("goal", "6", "/", "Rent vatn", "Vatn til alle.", other_texts=["Water for all."])
    query = Query(("water",), units_of(("water",), {}, Known()), demands_all=True)
    fit = fit_of(told, query)
    assert fit is not None
    assert reason_of(fit) == ""


@pytest.mark.parametrize(("language", "day"), [("nn", "1. november 2026"), ("en", "Nov. 1, 2026")])
def test_a_report_has_the_day_of_its_edition_as_the_reader_writes_it(language: str, day: str) -> None:
    report = PlaceReport(pk=1, place=Place(slug="gol", name="Gol"), kind="summary", edition="2026-11-01-1")
    with translation.override(language):
        assert report_document(report).note == day


def test_a_reason_names_words_of_the_name_that_is_shown_where_it_has_any() -> None:
    query = Query(("water", "lekkasje"), units_of(("water", "lekkasje"), {}, Known()), demands_all=True)
    document = SearchDocument("indicator", "1", "/", "Lekkasje fra rør", "", names=("Water leakage",))
    fit = fit_of(document, query)
    assert fit is not None
    assert "«Lekkasje»" in reason_of(fit)
    assert "Water" not in reason_of(fit)
    alone = fit_of(document, Query(("water",), units_of(("water",), {}, Known()), demands_all=True))
    assert alone is not None
    assert "«Water leakage»" in reason_of(alone)
