"""An officer's hour in the browser: six raw files become own data, with the pages and edits counted."""

import sys
from collections import Counter
from datetime import date

import pytest
from django.test import Client

from loftet.geography.gazetteer import Gazetteer
from loftet.own_data.models import OwnFile, OwnSeries
from loftet.places.models import Place
from tests.own_data.conftest import send
from tests.sources.tables.kinds import Kind
from tests.sources.tables.test_officers_hour import MOST_EDITS, SIX

pytestmark = pytest.mark.django_db
GOL, PAGES = "3324", 3  # sent, looked at, kept


def first_fields(browser: Client, address: str) -> dict[str, str]:
    """Return what a form holds before anything is changed."""
    form = browser.get(address).context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


def test_six_raw_files_become_own_data_with_few_edits(
    adviser: Client, gazetteer: Gazetteer, capsys: pytest.CaptureFixture[str]
) -> None:
    edits = Counter[str]()
    for code, year in ((GOL, 2024), ("3041", 2020)):
        Place.objects.get(slug="gol").codes.create(code=code, valid_from=date(year, 1, 1))
    for name in SIX:
        kind = Kind.of(name, gazetteer)
        (file_name, content), *_others = kind.files.items()
        assert send(adviser, content, file_name).status_code == 302
        file = OwnFile.objects.get(kept=None)
        look, keep = f"/egne-tall/fil/{file.pk}/", f"/egne-tall/fil/{file.pk}/behold/"
        answer = adviser.post(look, first_fields(adviser, look) | {"next": "1"})
        assert answer.headers.get("Location") == keep, name
        proposed = first_fields(adviser, keep)
        written = proposed | {"title": name, "unit": "%", "source": "Fylket"}
        edits[name] = sum(written[key] != proposed[key] for key in ("unit", "source", "covers", "decimals"))
        assert adviser.post(keep, written).status_code == 302, name
        file.refresh_from_db()
        found = {one["year"]: float(one["value"]) for one in file.figures if one["value"] is not None}
        truth = {year: value for (_key, place, year), value in kind.truth.items() if place == GOL}
        assert found == {year: pytest.approx(value) for year, value in truth.items()}, name
        assert all(one["cell"] for one in file.figures)
    with capsys.disabled():
        told = ", ".join(f"{name} {count}" for name, count in edits.items())
        sys.stdout.write(f"\nsix files: {PAGES} pages each; edits beside the name: {told}\n")
    assert max(edits.values()) <= MOST_EDITS
    assert OwnSeries.objects.filter(state="shown").count() == len(SIX)
