"""A target, a use and a focus area of a municipality, for the tests that walk through these pages."""

from collections.abc import Mapping, Sequence
from datetime import date

from loftet.challenges.choosing.models import ChosenIndicator
from loftet.challenges.focus.models import FocusArea
from loftet.challenges.rules import MAY_PICK
from loftet.challenges.targets.models import AdoptedTarget
from loftet.challenges.targets.rules import WORKS
from loftet.challenges.using.models import IndicatorUse
from loftet.people.example import EVERYBODY, TAKES_PART, roles_at
from loftet.places.models import Place

WORKERS = (*roles_at("member", WORKS), "lent: facilitator")
FORMS = ("adopt_target", "withdraw_target", "use_indicator", "change_use", "remove_use")
READS = ("indicator_uses", "document_texts", "document_text_txt", "hour")
USE = {"kind": "plan", "text": "Trygt vatn", "link": ""}


def begin_uses(place: Place, region: Place, key: int, day: date) -> Mapping[str, Sequence[str]]:
    """Create a target, a use and a focus area, all by one key, and return who is let in where.

    The municipality has chosen an indicator already; its set is a draft.
    """
    chosen = ChosenIndicator.objects.filter(set__place=place)[0]
    AdoptedTarget.objects.create(
        pk=key, place=place, indicator="leakage", value=20, year=2090, adopted_on=day, decision="vedtak 8/26"
    )
    IndicatorUse.objects.create(pk=key, chosen=chosen, kind="plan", text="Trygt vatn")
    FocusArea.objects.create(pk=key, region=region, title="Vatn", text="Mindre", lead=place, began_on=day)
    speaks = (*roles_at("member", MAY_PICK), "lent: facilitator")
    return {
        "begin_focus": (*roles_at("own", MAY_PICK), *speaks),
        "end_focus": (*roles_at("own", MAY_PICK), *speaks),
        **dict.fromkeys(("join_focus", "leave_focus"), speaks),
        "adopted_targets": (*EVERYBODY, "other: facilitator"),
        **dict.fromkeys(READS, TAKES_PART),
        **dict.fromkeys(FORMS, WORKERS),
    }


def sent_of(place: Place, today: date) -> Mapping[str, Mapping[str, str]]:
    """Return the forms filled in rightly, as far as no edition is needed."""
    chosen = ChosenIndicator.objects.filter(set__place=place)[0]
    return {
        "use_indicator": {"chosen": str(chosen.pk), **USE},
        "change_use": {"version": "1", **USE},
        "remove_use": {"version": "1"},
        "end_focus": {"version": "1", "reason": "Nådd."},
        **{key: {"version": "1"} for key in ("join_focus", "leave_focus")},
        "withdraw_target": {"version": "1", "withdrawn_on": f"{today}", "reason": "Nytt vedtak."},
    }
