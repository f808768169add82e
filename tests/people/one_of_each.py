"""A row for each way in which a table points to a person, with words in every field that takes words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models

from loftet.people.models import Organisation, User
from loftet.places.models import Place
from tests.people.partnership import World

WHEN = datetime(2026, 3, 4, 12, tzinfo=UTC)
DAY = date(2026, 3, 4)
Values = Mapping[str, Any]

# What the constraints of a table demand; for a table, or for one way in which it points to a person.
DEMANDED: Mapping[str, Values] = {
    "challenges.challenge": {"origin": "reported", "about": "", "key": "", "reason": ""},
    "core.outboxletter": {"next_try": WHEN},
    "decisions.departure": {"journalled": "will_be"},
    "decisions.matter": {"state": "draft", "reason": ""},
    "decisions.treatment": {"kind": "decision", "outcome": "adopted", "day": DAY},
    "indicators.errorreport": {"answer": "", "answered_for": ""},
    "indicators.errorreport.answered_by": {"answer": "Ord i answer", "answered": WHEN, "reply_to": ""},
    "meetings.event": {"begins": time(9), "ends": time(10)},
    "guidance.freetime": {"begins": time(9)},
    "one_to_one.onetoone": {"begins": time(9)},
    "people.disqualification": {"scope": "gol"},
    "people.organisation": {"kind": "supplier"},
    "programme.participationdecision": {"state": "takes_part"},
}


def ways_to_a_person() -> list[tuple[type[models.Model], str]]:
    """Return every field of the house that points to a person, with its model."""
    return [
        (model, field.name)
        for config in apps.get_app_configs()
        if config.name.startswith("loftet.")
        for model in config.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is User
    ]


def words_in(row: models.Model) -> set[str]:
    """Return the names of the fields in which a row holds words that somebody wrote."""
    return {field.name for field in texts_of(type(row)) if getattr(row, field.name)}


def texts_of(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """Return the fields that take words, and not one of some choices."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            yield field


def one_row(world: World, model: type[models.Model], way: str, user: User, other: User) -> models.Model:
    """Make a row that points to a person in one way, and to another person in all others that it must."""
    label = model._meta.label_lower
    given = {**DEMANDED.get(label, {}), **DEMANDED.get(f"{label}.{way}", {}), **({way: user} if way else {})}
    for field in model._meta.concrete_fields:
        if field.name not in given and not field.primary_key:
            given |= _value(world, field, other)
    return model._default_manager.create(**given)


def _value(world: World, field: models.Field[Any, Any], other: User) -> Values:
    if isinstance(field, models.CharField | models.TextField) and not field.choices:
        return {field.name: f"Ord i {field.name}"[: field.max_length]}
    if field.null or field.has_default() or (field.choices and field.blank):
        return {}
    if field.related_model is not None:
        return {field.name: _pointed_to(world, field.related_model, other)}
    if field.choices:
        return {field.name: next(iter(field.choices))[0]}
    plain = {
        models.DateField: DAY,
        models.DateTimeField: WHEN,
        models.BinaryField: b"x",
        models.BooleanField: False,
    }
    return {field.name: plain.get(type(field), 1)}


def _pointed_to(world: World, model: Any, other: User) -> models.Model:
    if model is User:
        return other
    if model is Organisation:
        return world.gol
    if model is Place:
        assert world.gol.place is not None
        return world.gol.place
    if model is ContentType:
        return ContentType.objects.get_for_model(Organisation)
    return model.objects.first() or one_row(world, model, "", other, other)
