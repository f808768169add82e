"""The programme measures its own goals: a baseline that is not known is said, and is never 0."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.decisions.models import Outcome
from loftet.invalid_input import InvalidInput
from loftet.programme.hours.actions import write_hours
from loftet.programme.hours.queries import hours_until
from loftet.programme.measures.actions import add_reading, set_baseline
from loftet.programme.measures.catalogue import measures
from loftet.programme.measures.queries import measures_page, participation_on
from loftet.programme.models import Baseline, HalfYear, Reading
from tests.people.partnership import browser_of
from tests.programme.conftest import Programme, actor, joined

FIRST = date(2026, 3, 3)


def baseline(value: int | str | None, source: str, aim: str | None = None) -> dict[str, Any]:
    """Return where a cohort began, and its aim by the end of 2027."""
    return {
        "value": None if value is None else Decimal(value),
        "day": FIRST,
        "source": source,
        "aim": Decimal(aim) if aim else None,
        "aim_by": date(2027, 12, 31) if aim else None,
    }


def reading(value: int, day: date = date(2026, 6, 1), source: str = "Doffin") -> dict[str, Any]:
    """Return a value that is told."""
    return {"value": Decimal(value), "day": day, "source": source}


NOT_KNOWN = baseline(None, "Ingen har talt.")
TOLD = reading(3, source="Doffin, talt av regionrådet")


def test_participation_and_hours_are_counted_on_any_day(programme: Programme) -> None:
    joined(programme, days_ago=10)
    today = timezone.localdate()
    write_hours(programme.gol, HalfYear.of(today), Decimal("2.5"), actor=actor(programme.house.editor))
    days = [today - timedelta(back) for back in (11, 10, 5, 0)]
    assert [participation_on(programme.cohort, day) for day in days] == [0, 1, 1, 1]
    before = date(today.year, 6 * HalfYear.of(today).half - 5, 1) - timedelta(1)
    assert [hours_until(programme.cohort, day) for day in (before, today)] == [0, Decimal("2.5")]


def test_time_spent_is_never_a_target(programme: Programme, in_english: None) -> None:
    with pytest.raises(InvalidInput, match="never a target"):
        set_baseline(
            programme.cohort, "hours", baseline(0, "-", "600"), 0, actor=actor(programme.house.facilitator)
        )


def test_a_decision_that_was_corrected_no_longer_counts(programme: Programme) -> None:
    decision = joined(programme)
    treatment = decision.treatment
    treatment.outcome = Outcome.POSTPONED
    treatment.save()
    assert participation_on(programme.cohort, timezone.localdate()) == 0


def test_what_is_not_known_is_said_and_is_no_nought(programme: Programme) -> None:
    who = actor(programme.house.facilitator)
    set_baseline(programme.cohort, "needs", NOT_KNOWN, 0, actor=who)
    lines = {one.measure.key: one for one in measures_page(programme.cohort, who.today).lines}
    needs, contracts = lines["needs"], lines["contracts"]
    assert needs.baseline is not None
    assert (needs.baseline.value, needs.baseline.source) == (None, "Ingen har talt.")
    assert (contracts.baseline, contracts.now) == (None, None)
    address = reverse("cohort_measures", args=[programme.cohort.slug])
    text = browser_of(None).get(address, {"lang": "en"}).content.decode()
    assert "Not known" in text
    assert "Ingen har talt." in text
    file = (
        browser_of(None)
        .get(reverse("measures_csv", args=[programme.cohort.slug]))
        .content.decode("utf-8-sig")
    )
    assert [line.split(";")[4] for line in file.splitlines()[1:]] == [""] * 8


def test_the_file_has_decimal_commas(programme: Programme) -> None:
    who = actor(programme.house.facilitator)
    stated = baseline("12.5", "=1+1", "2.25")
    set_baseline(programme.cohort, "needs", stated, 0, actor=who)
    address = reverse("measures_csv", args=[programme.cohort.slug])
    lines = browser_of(None).get(address).content.decode("utf-8-sig").splitlines()
    (needs,) = [line.split(";") for line in lines if line.startswith("needs;")]
    assert needs[4:9] == ["12,50", "2026-03-03", "'=1+1", "2,25", "2027-12-31"]


def test_the_warning_stands_until_every_baseline_is_stated(programme: Programme) -> None:
    who = actor(programme.house.facilitator)
    address = reverse("cohort_measures", args=[programme.cohort.slug])
    assert "Baseline lacks" in browser_of(None).get(address, {"lang": "en"}).content.decode()
    for one in measures():
        set_baseline(programme.cohort, one.key, baseline(0, "Talt."), 0, actor=who)
    assert "Baseline lacks" not in browser_of(None).get(address, {"lang": "en"}).content.decode()


def test_a_value_is_traced_and_an_earlier_one_stays(programme: Programme) -> None:
    who = actor(programme.house.facilitator)
    aim = baseline(1, "Regnskapet", "5")
    set_baseline(programme.cohort, "contracts", aim, 0, actor=who)
    add_reading(programme.cohort, "contracts", TOLD, actor=actor(programme.house.facilitator))
    lines = {one.measure.key: one for one in measures_page(programme.cohort, who.today).lines}
    line = lines["contracts"]
    assert line.now is not None
    assert (line.now.number, line.now.day, line.now.source) == (Decimal(3), TOLD["day"], TOLD["source"])
    assert line.reached is False
    later = actor(programme.house.facilitator)
    add_reading(programme.cohort, "contracts", reading(5, who.today), actor=later)
    page = measures_page(programme.cohort, who.today)
    assert (page.reached, len(page.with_aim)) == (1, 1)
    assert [(one.number, one.is_baseline) for one in page.history] == [
        ("5.00", False),
        ("3.00", False),
        ("1", True),
    ]


def test_wrong_values_are_refused(programme: Programme, in_english: None) -> None:
    who, cohort = actor(programme.house.facilitator), programme.cohort
    with pytest.raises(InvalidInput, match="cannot be blank"):
        set_baseline(cohort, "needs", baseline(1, " "), 0, actor=who)
    with pytest.raises(InvalidInput, match="never below zero"):
        add_reading(cohort, "needs", reading(-1, FIRST), actor=who)
    with pytest.raises(InvalidInput, match="has not come yet"):
        add_reading(cohort, "needs", reading(1, who.today + timedelta(1)), actor=who)
    with pytest.raises(InvalidInput, match="counted here"):
        add_reading(cohort, "hours", TOLD, actor=who)
    with pytest.raises(InvalidInput, match="no such measure"):
        set_baseline(cohort, "happiness", NOT_KNOWN, 0, actor=who)
    assert not Baseline.objects.exists()
    assert not Reading.objects.exists()


def test_only_those_who_run_the_cohort_state_and_tell(programme: Programme) -> None:
    with pytest.raises(NotAllowed):
        set_baseline(programme.cohort, "needs", NOT_KNOWN, 0, actor=actor(programme.house.director))
    with pytest.raises(NotAllowed):
        add_reading(programme.cohort, "needs", TOLD, actor=actor(programme.house.director))


def test_a_stale_baseline_overwrites_nothing(programme: Programme) -> None:
    who = actor(programme.house.facilitator)
    set_baseline(programme.cohort, "needs", NOT_KNOWN, 0, actor=who)
    with pytest.raises(ChangedMeanwhile):
        set_baseline(programme.cohort, "needs", baseline(9, "Eg"), 0, actor=who)
    browser = browser_of(programme.house.facilitator)
    address = reverse("state_baseline", args=[programme.cohort.slug, "needs"])
    sent = {"value": "9", "day": "2026-03-03", "source": "Min kjelde", "version": "0"}
    stale = browser.post(address, sent)
    assert stale.status_code == 409
    assert "Ingen har talt." in stale.content.decode()
    assert "Min kjelde" in stale.content.decode()
    assert browser.post(address, sent | {"version": "1", "value": "2,5"}).status_code == 302
    assert Baseline.objects.get().value == Decimal("2.5")


def test_a_reading_is_told_on_a_page(programme: Programme) -> None:
    browser = browser_of(programme.house.facilitator)
    address = reverse("tell_reading", args=[programme.cohort.slug, "needs"])
    assert browser.get(address).status_code == 200
    sent = {"value": "4", "day": "2026-06-01", "source": "Talt"}
    assert browser.post(address, sent | {"source": ""}).status_code == 422
    assert browser.post(address, sent).status_code == 302
    assert Reading.objects.get().value == Decimal(4)
    assert browser.get(reverse("tell_reading", args=[programme.cohort.slug, "hours"])).status_code == 404


def test_the_page_asks_as_much_of_fifty_municipalities_as_of_one(
    large: Programme, django_assert_max_num_queries: object
) -> None:
    # Six of them are the yearly figures of suppliers: of three years, who took part and what was told.
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        answer = browser_of(None).get(reverse("cohort_measures", args=[large.cohort.slug]))
    assert "51" in answer.content.decode()


def test_each_value_that_is_refused_is_told_at_its_own_field(programme: Programme, in_english: None) -> None:
    with pytest.raises(InvalidInput) as refused:
        set_baseline(
            programme.cohort, "needs", baseline(-1, "Talt", "-2"), 0, actor=actor(programme.house.facilitator)
        )
    assert {one.field: one.cause for one in refused.value.problems} == {
        "value": "A value is never below zero.",
        "aim": "A value is never below zero.",
    }


def test_two_first_baselines_at_once_show_the_other_one(programme: Programme) -> None:
    browser = browser_of(programme.house.facilitator)
    address = reverse("state_baseline", args=[programme.cohort.slug, "needs"])
    sent = {"value": "9", "day": FIRST.isoformat(), "source": "Talt.", "version": "0"}
    first = baseline(None, "Talt.")
    set_baseline(programme.cohort, "needs", first, 0, actor=actor(programme.house.facilitator))
    stale = browser.post(f"{address}?lang=nb", sent)
    assert stale.status_code == 409
    assert "<dt>Verdi før kullet begynte</dt> <dd>Tomt nå.</dd>" in stale.content.decode()


def test_a_measure_with_an_aim_is_drawn_on_a_line_from_nought(programme: Programme) -> None:
    who, cohort = actor(programme.house.facilitator), programme.cohort
    set_baseline(cohort, "contracts", baseline(1, "Regnskapet", "4"), 0, actor=who)
    set_baseline(cohort, "needs", NOT_KNOWN, 0, actor=who)
    add_reading(cohort, "contracts", reading(2), actor=who)
    page = measures_page(cohort, who.today)
    lines = {one.measure.key: one for one in page.lines}
    assert lines["contracts"].drawn == {"began": 26, "now": 50, "aim": 98}
    assert lines["needs"].drawn is None
    assert [one.measure.key for one in page.told] == ["contracts", "participation", "hours", "outcomes"]
    text = (
        browser_of(None).get(reverse("cohort_measures", args=[cohort.slug]), {"lang": "nb"}).content.decode()
    )
    assert 'cx="50%"' in text
    assert "Måltallet er ikke nådd ennå." in text
    assert text.index("measure-rows") < text.index('id="sources-table"')
