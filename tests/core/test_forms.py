"""What every form does alike with what people write."""

import re
from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from pytest_django.asserts import assertHTMLEqual

from loftet.core.fields import begin_at, day_field, time_field
from loftet.core.forms import Folded, LongSelect, PlainForm


class Written(PlainForm):
    """One field of each kind."""

    text = forms.CharField(max_length=5)
    long = forms.CharField(max_length=5, required=False, widget=forms.Textarea)
    day = day_field("Dag")
    begins = time_field("Kl.")


def test_a_browser_is_never_told_to_cut_off_what_is_pasted() -> None:
    shown = str(Written())
    assert 'name="text"' in shown
    assert "maxlength" not in shown


def test_what_is_too_long_is_refused_with_its_length_and_stays_whole() -> None:
    form = Written({"text": "sju ord her", "long": "x" * 20_000, "day": "2026-11-26"})
    with translation.override("nn"):
        assert form.errors["text"] == ["Skriv høgst 5 teikn; du har 11."]
        assert form.errors["long"] == ["Skriv høgst 5 teikn; du har 20000."]
    assert "x" * 20_000 in str(form["long"])


def test_a_day_or_a_time_that_is_none_is_told_in_full() -> None:
    form = Written({"text": "ja", "day": "31.2.2026", "begins": "25:99"})
    with translation.override("nb"):
        assert form.errors["day"] == ["«31.2.2026» er ingen dato."]
        assert form.errors["begins"] == ["«25:99» er ikke noe klokkeslett. Skriv det slik: 09:30."]
    assert "&lt;b&gt;" in str(Written({"text": "ja", "day": "<b>"})["day"].errors)


@pytest.mark.parametrize("value", ["", "al", "finst ikkje"])
def test_a_long_choice_is_written_as_djangos_own(value: str) -> None:
    choices = [("", "alle"), ("al", "Ål & <b>Gol</b>"), ('"', "Hol")]
    ours, theirs = (
        kind(attrs={"class": "ds-input"}, choices=choices).render("hvem", value, {"id": "id_hvem"})
        for kind in (LongSelect, forms.Select)
    )
    assertHTMLEqual(ours, theirs)


def test_what_is_missing_is_asked_for_and_not_called_required() -> None:
    class Missing(PlainForm):
        what = forms.CharField()
        number = forms.IntegerField()
        kind = forms.ChoiceField(choices=[("", "–"), ("a", "A")])
        own = forms.CharField(error_messages={"required": "Skriv namnet."})

    with translation.override("nn"):
        assert {name: list(words) for name, words in Missing({}).errors.items()} == {
            "what": ["Skriv noko her."],
            "number": ["Skriv noko her."],
            "kind": ["Vel noko her."],
            "own": ["Skriv namnet."],
        }


@pytest.mark.parametrize(
    ("day", "errors"), [("2026-11-26", []), ("2026-11-25", ["Gone."]), ("1850-01-01", ["Gone."])]
)
def test_a_field_that_begins_on_a_day_refuses_those_before_it_in_its_own_words(
    day: str, errors: list[str]
) -> None:
    form = Written({"text": "ja", "day": day})
    begin_at(form.fields["day"], date(2026, 11, 26), "Gone.")
    assert form.errors.get("day", []) == errors
    assert len(Written({"text": "ja", "day": "1950-01-01"}).errors) == 0  # another form has its own fields


class Foldable(Folded, PlainForm):
    """One field that is seldom needed, and one that is always filled in, behind lines."""

    folded = {"More": ("note", "sum"), "The language": ("language",)}
    text = forms.CharField()
    note = forms.CharField(required=False)
    sum = forms.IntegerField(required=False)
    language = forms.ChoiceField(choices=[("nn", "Nynorsk"), ("nb", "Bokmål")], initial="nn")


@pytest.mark.parametrize(
    ("sent", "is_open"),
    [
        (None, [False, False]),
        ({"text": "ja", "note": "", "language": "nb"}, [False, False]),  # demanded: it says nothing
        ({"text": "ja", "note": "meir", "language": "nb"}, [True, False]),
        ({"text": "ja", "sum": "0", "language": "nb"}, [True, False]),
        ({"text": "ja", "sum": "x", "language": "en"}, [True, True]),
    ],
)
def test_a_line_is_open_where_something_behind_it_is_told_or_refused(
    sent: dict[str, str] | None, is_open: list[bool]
) -> None:
    form = Foldable(sent)
    assert [one.name for one in form.open_fields] == ["text"]
    assert [opened for _words, _fields, opened in form.folds] == is_open


@pytest.mark.parametrize(("language", "words"), [("nb", "Skriv høyst 9."), ("nn", "Skriv høgst 9.")])
def test_a_number_that_is_refused_is_told_what_to_write(language: str, words: str) -> None:
    field = forms.IntegerField(min_value=1, max_value=9)
    with translation.override(language):
        with pytest.raises(ValidationError, match=r"Skriv minst 1\."):
            field.clean(0)
        with pytest.raises(ValidationError, match=re.escape(words)):
            field.clean(10)
