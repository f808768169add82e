"""Several queries as one: querysets of any models are read by one UNION, and what waits for a page in rounds.

A function that reads is a generator: it yields the querysets that it wants, gets their rows, and returns what
it has made of them. Functions that know nothing of one another are answered together, so that a page on which
twenty of them show something asks as many queries as the longest of them has steps.
"""

import json
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar, cast

from django.db import connections, models
from django.db.models import F, IntegerField, JSONField, QuerySet, Value, Window
from django.db.models.functions import JSONArray, RowNumber
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesIterable, ValuesListIterable

T = TypeVar("T")
Rows: TypeAlias = list[Any]
Reads: TypeAlias = Generator[Sequence[QuerySet[Any]], Sequence[Rows], T]
Convert: TypeAlias = Callable[[Any], Any]
Fields: TypeAlias = Sequence["models.Field[Any, Any]"]
NOT_KEPT = (models.BinaryField, models.DurationField, models.UUIDField)
MANY = (ModelIterable, ValuesIterable, ValuesListIterable, FlatValuesListIterable)


class _Exact(json.JSONDecoder):
    """Numbers with a point are decimals: what the database keeps of them is kept."""

    def __init__(self) -> None:
        super().__init__(parse_float=Decimal)


def note_json(connection: Any, **_of_the_signal: Any) -> None:
    """Set that a new SQLite connection knows JSON; the receiver of `connection_created`.

    Django would try it in a transaction of its own, take a database that is locked just then for one without
    JSON, and keep that for as long as the connection lives. Every SQLite that Python 3.11 comes with has it.
    """
    if connection.vendor == "sqlite":
        connection.features.supports_json_field = True


def answer_all(readings: Iterable[Reads[T]]) -> list[T]:
    """Return what each of several functions makes of what it reads; a query for each round of them."""
    every = list(readings)
    found: dict[int, T] = {}
    rows: dict[int, Sequence[Rows] | None] = dict.fromkeys(range(len(every)))
    while rows:
        wanted: dict[int, Sequence[QuerySet[Any]]] = {}
        for one, got in rows.items():
            try:
                wanted[one] = next(every[one]) if got is None else every[one].send(got)
            except StopIteration as end:
                found[one] = end.value
        read = iter(read_together(*(rows for some in wanted.values() for rows in some)))
        rows = {one: [next(read) for _rows in some] for one, some in wanted.items()}
    return [found[one] for one in range(len(every))]


def answer(reading: Reads[T]) -> T:
    """Return what one function makes of what it reads."""
    return answer_all([reading])[0]


def read_together(*querysets: QuerySet[Any]) -> list[Rows]:
    """Return the rows of each of some querysets, in its order; one query however many they are.

    Rows are what the queryset gives: models with those of `select_related`, dictionaries or tuples.

    Raises:
        ValueError: when a queryset is sliced, combined, reversed, or fetches others beside it, when it is
            both distinct and ordered: the place in the order would tell equal rows apart, or when a column
            is of a kind that JSON does not keep.
    """
    plans = [_Plan(one) for one in querysets]
    parts = [plan.part(number) for number, plan in enumerate(plans)]
    if len(querysets) < 2:  # checked as the others are: which functions read together changes
        return [list(one) for one in querysets]
    first, *others = parts
    rows: list[list[tuple[int, Any]]] = [[] for _plan in plans]
    for number, place, columns in first.union(*others, all=True):
        rows[number].append((place, columns))
    return [
        [plan.row(columns) for _place, columns in sorted(some, key=lambda one: one[0])]
        for plan, some in zip(plans, rows, strict=True)
    ]


class _Place(Window):
    """The number of a row in its order; rows that are grouped are not grouped by it."""

    def get_group_by_cols(self) -> list[Any]:
        """Return nothing: what it is ordered by is grouped by already."""
        return []


class _Plan:
    """One queryset as a part of the UNION: a number, the place in its order, and the columns as JSON."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        query = rows.query
        kind: Any = rows._iterable_class
        fetches = rows._prefetch_related_lookups  # type: ignore[attr-defined]
        is_told_apart = query.distinct and bool(self._order_of(rows))
        is_cut = query.is_sliced or query.combinator or not query.standard_ordering
        if is_cut or is_told_apart or kind not in MANY or fetches:
            raise ValueError(f"rows of {rows.model.__name__} cannot be read together with others")
        self.rows, self.kind = rows, kind
        self.is_postgresql = connections[rows.db].vendor == "postgresql"
        self.extra = tuple(query.annotation_select)
        if kind is ModelIterable:
            self.tables = list(_tables(rows.model, query.select_related))
        else:
            named = query.selected or (*query.values_select, *self.extra)
            self.extra, self.tables = tuple(named), []  # in the order in which they were asked for
        scratch = query.chain()
        self.converts = [self._convert(scratch.resolve_ref(name).output_field) for name in self.extra]
        self.columns = [(path, model, _columns(query, model, path)) for path, model in self.tables]
        self.column_converts = {
            path: [self._convert(field) for field in fields] for path, _model, fields in self.columns
        }

    def part(self, number: int) -> QuerySet[Any]:
        """Return the queryset with its three columns."""
        query = self.rows.query
        order = self._order()
        place = _Place(RowNumber(), order_by=order) if order else Value(0, IntegerField())
        columns = [
            JSONArray(*(F(f"{path}{field.attname}") for field in fields))
            for path, _model, fields in self.columns
        ]
        # An array is never empty: PostgreSQL would not know what it is an array of.
        as_json = JSONArray(
            *columns, *(F(name) for name in self.extra), output_field=JSONField(decoder=_Exact)
        )
        marked: QuerySet[Any] = self.rows.order_by().annotate(
            reading_part=Value(number, IntegerField()), reading_place=place, reading_row=as_json
        )
        if query.select_related:
            marked = marked.select_related(None)
        return marked.values_list("reading_part", "reading_place", "reading_row")

    def _order(self) -> list[Any]:
        """Return the columns that the rows are ordered by."""
        order = self._order_of(self.rows)
        relations = {field.name for field in self.rows.model._meta.concrete_fields if field.is_relation}
        if found := [one for one in order if isinstance(one, str) and one.removeprefix("-") in relations]:
            raise ValueError(f"{self.rows.model.__name__} is ordered by «{found[0]}»: name a column of it")
        return order

    @staticmethod
    def _order_of(rows: QuerySet[Any]) -> list[Any]:
        query = rows.query
        return list(query.order_by or (rows.model._meta.ordering if query.default_ordering else ()))

    def row(self, columns: Sequence[Any]) -> Any:
        """Return a row as the queryset would have given it."""
        made = dict(zip((path for path, _model in self.tables), columns, strict=False))
        extra = [
            convert(value) for convert, value in zip(self.converts, columns[len(self.tables) :], strict=True)
        ]
        if self.kind is FlatValuesListIterable:
            return extra[0]
        if self.kind is ValuesListIterable:
            return tuple(extra)
        named = dict(zip(self.extra, extra, strict=True))
        return named if self.kind is ValuesIterable else self._model(made, named)

    def _model(self, made: Mapping[str, Sequence[Any]], named: Mapping[str, Any]) -> models.Model:
        """Return a model with those that it points to."""
        objects: dict[str, models.Model | None] = {}
        for path, model, fields in self.columns:
            one = objects[path] = self._one(model, fields, made[path], self.column_converts[path])
            parent, _dot, name = path.removesuffix("__").rpartition("__")
            holder = objects[f"{parent}__" if parent else ""] if path else None
            if holder is not None:
                holder._meta.get_field(name).set_cached_value(holder, one)  # type: ignore[union-attr]
        row = objects[""]
        assert row is not None
        for name, value in named.items():
            setattr(row, name, value)
        return row

    def _one(
        self,
        model: type[models.Model],
        fields: Fields,
        values: Sequence[Any],
        converts: Sequence[Convert],
    ) -> models.Model | None:
        key = next(number for number, field in enumerate(fields) if field.primary_key)
        if values[key] is None:  # nothing is pointed to
            return None
        converted = [convert(value) for convert, value in zip(converts, values, strict=True)]
        return model.from_db(self.rows.db, [field.attname for field in fields], converted)

    def _convert(self, field: "models.Field[Any, Any]") -> Convert:
        """Return what makes a value of a column from what JSON says of it."""
        if isinstance(field, models.ForeignKey):
            return self._convert(field.target_field)
        if isinstance(field, NOT_KEPT):
            raise ValueError(f"{field} is of a kind that cannot be read together with others")
        if isinstance(field, models.DecimalField):
            return _or_none(lambda value: Decimal(value).quantize(Decimal(1).scaleb(-field.decimal_places)))
        if isinstance(field, JSONField):
            if self.is_postgresql:  # is a part of the row already, with decimals for its numbers
                return _or_none(lambda value: json.loads(json.dumps(value, default=float), cls=field.decoder))
            return _or_none(lambda value: json.loads(value, cls=field.decoder))
        return next((convert for kind, convert in CONVERTS.items() if isinstance(field, kind)), _as_it_is)


def _tables(
    model: type[models.Model], related: bool | Mapping[str, Any], path: str = ""
) -> Iterator[tuple[str, type[models.Model]]]:
    """Return the tables that a row is made of, each with how it is reached: «», «matter__», …."""
    yield path, model
    if related is True:
        raise ValueError(f"name what is selected with {model.__name__}")
    for name, further in (related or {}).items():
        there = model._meta.get_field(name)
        if not there.many_to_one and not (there.one_to_one and there.concrete):
            raise ValueError(f"{model.__name__}.{name} points to no one row")
        yield from _tables(cast("type[models.Model]", there.related_model), further, f"{path}{name}__")


def _columns(query: Any, model: type[models.Model], path: str) -> Fields:
    """Return the columns of a table that are read: all of them, or those that `only` and `defer` leave."""
    mask = query.get_select_mask()
    for name in path.split("__")[:-1]:
        mask = next((inner for field, inner in mask.items() if getattr(field, "name", field) == name), {})
    named = {getattr(field, "name", field) for field in mask}
    fields = model._meta.concrete_fields
    return [one for one in fields if not named or one.primary_key or one.name in named]


def _or_none(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


def _as_it_is(value: Any) -> Any:
    return value


def _moment(value: str) -> datetime:
    read = datetime.fromisoformat(value)
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


CONVERTS: Mapping[type[Any], Convert] = {
    models.DateTimeField: _or_none(_moment),
    models.DateField: _or_none(date.fromisoformat),
    models.TimeField: _or_none(time.fromisoformat),
    models.BooleanField: _or_none(bool),
    models.FloatField: _or_none(float),
}
