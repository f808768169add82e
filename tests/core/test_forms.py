"""What every form does alike with what people write."""

import pytest
from django import forms
from django.utils import translation
from pytest_django.asserts import assertHTMLEqual

from loftet.core.fields import day_field, time_field
from loftet.core.forms import LongSelect, PlainForm


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
