"""Of a legal panel comes a whole answer; what is not legal is refused, and nothing is written."""

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.cli import main
from loftet.sources.effect_file import FILES
from tests.property_examples import examples
from tests.sources.effect_panels import Rows, text_of

FIRST = 2010


@st.composite
def panels(draw: st.DrawFn) -> Rows:
    """Draw a panel of few places with whole or large or tiny values, often equal, and any starts."""
    places, years = draw(st.integers(2, 9)), draw(st.integers(3, 8))
    unit = draw(st.sampled_from([1.0, 1e-7, 1e8]))
    starts = st.one_of(st.none(), st.none(), st.integers(FIRST + draw(st.sampled_from([0, 3])), FIRST + 10))
    rows = []
    for place in range(places):
        start = draw(starts)
        values = draw(st.lists(st.integers(-2, 2), min_size=years, max_size=years))
        rows += [
            [f"p{place}", str(FIRST + at), repr(unit * value), "" if start is None else str(start)]
            for at, value in enumerate(values)
        ]
    return rows


@given(panels(), st.sampled_from(["auto", "synthetic", "did"]), st.sampled_from([0.5, 0.9, 0.99]))
@settings(max_examples=examples(300), deadline=None)
def test_a_panel_is_answered_or_refused(rows: Rows, method: str, level: float) -> None:
    with tempfile.TemporaryDirectory() as name:
        file, out = Path(name) / "panel.csv", Path(name) / "out"
        file.write_text(text_of(rows), encoding="utf-8")
        code = main(["effect", str(file), "--out", str(out), "--method", method, "--level", str(level)])
        assert code in {0, 2}
        if code == 2:
            assert not out.exists()
            return
        assert {entry.name for entry in out.iterdir()} == FILES
        answer = json.loads((out / "summary.json").read_text(encoding="utf-8"))["answer"]
    low, high, p, estimate = (answer[key] for key in ("low", "high", "p", "estimate"))
    assert p is None or 0 <= p <= 1
    assert low is None or low <= estimate <= high
    assert (answer["verdict"] == "too_early") == (estimate is None)
    if answer["verdict"] == "found":
        assert p <= 1 - level + 1e-9
        assert low > 0 or high < 0
