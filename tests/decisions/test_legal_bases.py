"""The paragraphs by which a text may be withheld: dated, in three languages, refused with place and cause."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from loftet.decisions.forms import MatterForm
from loftet.invalid_input import InvalidInput
from loftet.openness.legal_bases import FILE, bases_on, cited, legal_bases, read_legal_bases


def test_each_paragraph_is_cited_in_the_language_of_the_page() -> None:
    told = {}
    for language in ("nb", "nn", "en"):
        with translation.override(language):
            told[language] = cited("fvl-13-1-1")
    assert told == {
        "nb": "offentleglova § 13, jf. forvaltningsloven § 13 første ledd nr. 1",
        "nn": "offentleglova § 13, jf. forvaltningslova § 13 første ledd nr. 1",
        "en": "the Freedom of Information Act § 13, cf. the Public Administration Act (forvaltningsloven) "
        "§ 13 første ledd nr. 1",
    }
    assert cited("gone") == "gone"


def test_a_paragraph_is_offered_only_while_it_is_law() -> None:
    assert "offl-13" in {one.key for one in bases_on(date(2026, 11, 24))}
    assert "offl-13" not in {one.key for one in bases_on(date(2008, 12, 31))}


def test_whoever_chooses_a_paragraph_is_told_which_wordings_are_not_checked() -> None:
    unchecked = bases_on(date(2026, 11, 24))[0]
    checked = replace(unchecked, key="checked", verified="2026-11-01")
    with translation.override("nb"):
        both = str(MatterForm(bases=(unchecked, checked))["legal_basis"].as_field_group())
        checked_alone = str(MatterForm(bases=(checked,))["legal_basis"].as_field_group())
    assert "Ordlyd merket med * er ikke kontrollert mot loven." in both
    assert both.count(f"{unchecked.texts['nb']} *") == 1
    assert "*" not in checked_alone


def test_no_row_pretends_to_be_verified() -> None:
    assert {key: one.verified for key, one in legal_bases().items() if one.verified} == {}
    assert all(one.source.startswith("https://") for one in legal_bases().values())


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("offl-14,", "offl-13,", "line 3, column key: «offl-13» stands here twice"),
        ("2009-01-01,,", "2009-13-01,,", "line 2, column valid_from: «2009-13-01» is not a date"),
        ("2009-01-01,,", "2009-01-01,2008-01-01,", "line 2, column valid_to: it ends before it begins"),
        ("key,law_nb", "nøkkel,law_nb", "line 1: the column «key» is missing"),
    ],
)
def test_a_faulty_file_is_refused_with_place_and_cause(
    tmp_path: Path, catalogue: Path, old: str, new: str, cause: str
) -> None:
    text = (catalogue / FILE).read_text(encoding="utf-8").replace(old, new, 1)
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_legal_bases(tmp_path / FILE)
    assert cause in str(refused.value)


def test_a_file_without_rows_is_refused(tmp_path: Path, catalogue: Path) -> None:
    header = (catalogue / FILE).read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / FILE).write_text(header + "\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="has no rows"):
        read_legal_bases(tmp_path / FILE)
