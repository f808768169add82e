"""The needs of Demodalen, made up: read from `catalogue/demo_programme`."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import translation

from loftet.agreements.models import Agreement
from loftet.challenges.models import Challenge
from loftet.core.demo import Demo
from loftet.needs.actions import change_need, close_need, send_need, set_reading, share_need, write_need
from loftet.needs.models import Need
from loftet.needs.queries import Origin, written_from
from loftet.people.demo import then
from loftet.people.models import Organisation

FILE = "needs.toml"
NUMBERS = ("value", "wished", "volume", "budget")
Told = Mapping[str, Any]


def tell_of_needs(demo: Demo) -> None:
    """Create the needs in their order.

    Raises:
        InvalidInput: with the place of what cannot be told.
    """
    made: dict[str, Need] = {}
    for told in demo.record(FILE)["need"]:
        with demo.telling(FILE, f"the need «{told.get('key')}»"):
            made[told["key"]] = _need(demo, told, made)


def _need(demo: Demo, told: Told, made: Mapping[str, Need]) -> Need:
    """Write a need from what it is made from; send, share, change and close it where the story says so."""
    organisation = Organisation.objects.get(slug=told["organisation"])
    day, by = demo.day(told["day"]), told["by"]
    with translation.override(organisation.official_form):
        filled = written_from(_origin(told, made), organisation)
    need = then(demo, by, day, write_need, organisation, filled | _written(demo, told["text"]))
    if reading := told.get("reading"):
        wanted = {"wants_reader": True}
        then(demo, reading["by"], demo.day(reading["day"]), set_reading, organisation, wanted, 0)
        need = then(demo, by, demo.day(reading["sent"]), send_need, need)
    if shared := told.get("shared"):
        audience = {name: shared.get(name, "") for name in ("audience", "journal", "journal_case")}
        audience["expires_on"] = demo.day(shared["expires_on"])
        need = then(demo, shared.get("by", by), demo.day(shared["day"]), share_need, need, audience)
    if changed := told.get("changed"):
        then(demo, by, demo.day(changed["day"]), change_need, need, _written(demo, changed["text"]))
        need.refresh_from_db()
    if closed := told.get("closed"):
        outcome = {name: closed[name] for name in ("outcome", "outcome_text")}
        need = then(demo, by, demo.day(closed["day"]), close_need, need, outcome)
    return need


def _origin(told: Told, made: Mapping[str, Need]) -> Origin:
    challenge = agreement = None
    if key := told.get("challenge"):
        challenge = Challenge.objects.standing().filter(region__made_up=True).get(key=key)
    if title := told.get("reported"):
        challenge = Challenge.objects.standing().get(title=title)
    if title := told.get("agreement"):
        agreement = Agreement.objects.get(organisation__slug=told["organisation"], title=title)
    return Origin(challenge, agreement, made[told["derived_from"]] if "derived_from" in told else None)


def _written(demo: Demo, told: Told) -> dict[str, Any]:
    """Return texts, numbers and days as an action takes them."""
    written = {name: value.strip() if isinstance(value, str) else value for name, value in told.items()}
    written |= {name: Decimal(str(told[name])) for name in NUMBERS if name in told}
    return written | ({"needed_by": demo.day(told["needed_by"])} if "needed_by" in told else {})
