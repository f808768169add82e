"""Several queries as one: querysets of any models are read by one UNION, and what waits for a page in rounds.

A function that reads is a generator: it yields the querysets that it wants, gets their rows, and returns what
it has made of them. Functions that know nothing of one another are answered together, so that a page on which
twenty of them show something asks as many queries as the longest of them has steps.
"""

import json
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import chain
from typing import Any, TypeAlias, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import JSONField, QuerySet
from django.db.models.expressions import Col
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesIterable, ValuesListIterable

T = TypeVar("T")
Rows: TypeAlias = list[Any]
Reads: TypeAlias = Generator[Sequence[QuerySet[Any]], Sequence[Rows], T]
Convert: TypeAlias = Callable[[Any], Any]
Part: TypeAlias = tuple[str, Sequence[Any]]  # of a query, with its parameters
Table: TypeAlias = tuple[str, type[models.Model], Mapping[int, "models.Field[Any, Any]"]]
TOGETHER = 50  # columns of a list: PostgreSQL makes one of at most a hundred
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
    rows: list[list[tuple[int, Any]]] = [[] for _plan in plans]
    asked = [one for one in parts if one is not None]
    if asked:
        connection = connections[querysets[0].db]
        union = " UNION ALL ".join(sql for sql, _parameters in asked)
        with connection.cursor() as cursor:
            cursor.execute(union, [one for _sql, parameters in asked for one in parameters])
            for number, place, columns in cursor.fetchall():
                rows[number].append((place, columns))
    return [
        [plan.row(columns) for _place, columns in sorted(some, key=lambda one: one[0])]
        for plan, some in zip(plans, rows, strict=True)
    ]


class _Plan:
    """One queryset as a part of the UNION: a number, the place in its order, and the columns as JSON.

    Django writes the SQL of the queryset as it is; its columns and its order are then put into the three.
    Each column as an expression of its own would take Django longer than all else.
    """

    def __init__(self, rows: QuerySet[Any]) -> None:
        query = rows.query
        kind: Any = rows._iterable_class
        fetches = rows._prefetch_related_lookups  # type: ignore[attr-defined]
        is_ordered = query.order_by or (rows.model._meta.ordering and query.default_ordering)
        is_told_apart = query.distinct and is_ordered
        is_cut = query.is_sliced or query.combinator or not query.standard_ordering
        if is_cut or is_told_apart or kind not in MANY or fetches:
            raise ValueError(f"rows of {rows.model.__name__} cannot be read together with others")
        if query.select_related is True:
            raise ValueError(f"name what is selected with {rows.model.__name__}")
        self.rows, self.kind = rows, kind
        self.is_postgresql = connections[rows.db].vendor == "postgresql"
        self.compiler: Any = query.chain().get_compiler(rows.db)

    def part(self, number: int) -> Part | None:
        """Return the SQL of the queryset with three columns; None where it has no rows for sure."""
        compiler, set_up = self.compiler, self.compiler.pre_sql_setup

        def with_three_columns(*_arguments: Any, **_options: Any) -> tuple[list[Any], list[Any], list[Any]]:
            _extra, order, groups = set_up()
            plain = [sql for _column, sql, _alias in compiler.select]
            place = self._place([] if groups and compiler._meta_ordering else order)
            self._set_columns()
            compiler.select = [
                (None, one, None) for one in ((str(number), ()), place, self._as_json(compiler.select))
            ]
            return [], [], [plain[int(sql) - 1] if sql.isdigit() else (sql, its) for sql, its in groups]

        compiler.pre_sql_setup = with_three_columns
        try:
            return cast("Part", compiler.as_sql())
        except EmptyResultSet:
            return None

    def _place(self, order: Iterable[tuple[Any, tuple[str, Sequence[Any], bool]]]) -> Part:
        """Return the place of a row in the order, 0 where there is none."""
        columns: list[str] = []
        values: list[Any] = []
        for by, (sql, parameters, is_reference) in order:
            if is_reference:  # the three columns have no alias or position to refer to
                by = by.copy()
                by.set_source_expressions([by.expression.source])
                sql, parameters = self.compiler.compile(by)
            columns.append(sql)
            values += parameters
        return (f"ROW_NUMBER() OVER (ORDER BY {', '.join(columns)})" if columns else "0"), values

    def _set_columns(self) -> None:
        """Set how each column is read, and which of them make which model."""
        compiler = self.compiler
        self.converts = [self._convert(column.output_field) for column, _sql, _alias in compiler.select]
        self.models = (
            list(_models(compiler.klass_info, compiler.select)) if self.kind is ModelIterable else []
        )
        self.named = compiler.annotation_col_map

    def _as_json(self, columns: Sequence[tuple[Any, Part, str | None]]) -> Part:
        """Return lists of some columns each, in a list: a function of a database takes a hundred."""
        written: list[str] = []
        values: list[Any] = []
        for column, (sql, parameters), _alias in columns:
            if self.is_postgresql and not isinstance(column, Col):  # it does not know what a value is
                sql = f"({sql})::{column.output_field.cast_db_type(self.compiler.connection)}"
            written.append(sql)
            values += parameters
        function = "JSONB_BUILD_ARRAY" if self.is_postgresql else "JSON_ARRAY"
        parts = (", ".join(written[one : one + TOGETHER]) for one in range(0, len(written), TOGETHER))
        return f"{function}({', '.join(f'{function}({part})' for part in parts)})", values

    def row(self, written: str) -> Any:
        """Return a row as the queryset would have given it."""
        columns = chain.from_iterable(json.loads(written, cls=_Exact))
        values = [convert(value) for convert, value in zip(self.converts, columns, strict=True)]
        if self.kind is FlatValuesListIterable:
            return values[0]
        if self.kind is ValuesListIterable:
            return tuple(values)
        named = {name: values[number] for name, number in self.named.items()}
        return named if self.kind is ValuesIterable else self._model(values, named)

    def _model(self, values: Sequence[Any], named: Mapping[str, Any]) -> models.Model:
        """Return a model with those that it points to."""
        objects: dict[str, models.Model | None] = {}
        for path, model, fields in self.models:
            key = next(number for number, field in fields.items() if field.primary_key)
            names, its = [one.attname for one in fields.values()], [values[number] for number in fields]
            one = objects[path] = None if values[key] is None else model.from_db(self.rows.db, names, its)
            parent, _dot, name = path.removesuffix("__").rpartition("__")
            holder = objects[f"{parent}__" if parent else ""] if path else None
            if holder is not None:
                holder._meta.get_field(name).set_cached_value(holder, one)  # type: ignore[union-attr]
        row = objects[""]
        assert row is not None
        for name, value in named.items():
            setattr(row, name, value)
        return row

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


def _models(info: Mapping[str, Any], columns: Sequence[Any], path: str = "") -> Iterator[Table]:
    """Return the tables that a row is made of, with the numbers of their columns: as Django has noted it."""
    yield path, info["model"], {number: columns[number][0].target for number in info["select_fields"]}
    for one in info.get("related_klass_infos", ()):
        name = one["field"].name
        if one["reverse"]:
            raise ValueError(f"{info['model'].__name__}.{name} points to no one row")
        yield from _models(one, columns, f"{path}{name}__")


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
