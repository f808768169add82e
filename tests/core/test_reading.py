"""Several querysets are read by one query, and give what each gives alone."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import django
import pytest
from django.db import connection, models
from django.db.models import Count, F, Min, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from loftet.core.reading import Reads, answer, answer_all, read_together
from loftet.log.models import Entry
from loftet.own_data.models import OwnFile
from loftet.people.models import Organisation, Role
from loftet.places.models import Place
from loftet.programme.models import Cohort, HalfYearHours, Participation, ParticipationDecision
from tests.programme.conftest import Programme, joined
from tests.programme.conftest import programme as programme

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ALL: dict[str, Callable[[], QuerySet[Any]]] = {
    "rows with what they point to, and what is computed": lambda: (
        ParticipationDecision.objects.counting().select_related(
            "treatment__matter__organisation__place", "treatment__body"
        )
    ),
    "what points to nothing": lambda: Participation.objects.select_related("matter", "organisation"),
    "an order of its own": lambda: Organisation.objects.order_by("-name"),
    "days, nulls first and last": lambda: Role.objects.order_by(F("valid_to").desc(nulls_last=True), "-pk"),
    "lists and dictionaries": lambda: Place.objects.order_by("-sort_key"),
    "details": lambda: Entry.objects.order_by("when", "pk"),
    "an order by what is pointed to": lambda: Role.objects.all(),
    "decimals": lambda: HalfYearHours.objects.all(),
    "nothing": lambda: Cohort.objects.none(),
    "nobody": lambda: Cohort.objects.filter(pk__in=[]),
    "dictionaries": lambda: (
        Role.objects.order_by()
        .values("organisation__name")
        .annotate(count=Count("pk"), first=Min("valid_from"))
    ).order_by("organisation__name"),
    "tuples": lambda: Participation.objects.values_list("cohort", "organisation__slug", "invited"),
    "what is computed before a column": lambda: (
        Organisation.objects.order_by("slug")
        .annotate(count=Count("roles"))
        .values_list("count", "slug", "place__longitude")
    ),
    "some columns": lambda: Participation.objects.select_related("organisation__place").only(
        "cohort", "organisation__name", "organisation__place__name"
    ),
    "all but a column": lambda: Place.objects.defer("sort_key"),
    "single values": lambda: Organisation.objects.order_by("slug").values_list("slug", flat=True),
}


def plain(row: Any) -> Any:
    """Return all that a row holds, with what it points to."""
    if not isinstance(row, models.Model):
        return row
    kept = {name: value for name, value in vars(row).items() if name != "_state"}
    return kept | {name: plain(value) for name, value in row._state.fields_cache.items()}


@pytest.fixture
def filled(programme: Programme) -> Programme:
    joined(programme)
    HalfYearHours.objects.create(
        participation=programme.gol,
        year=2026,
        half=1,
        hours=Decimal("12.5"),
        recorded=timezone.now(),
        recorded_by=programme.house.director,
    )
    coordinates = {"longitude": 8.9436, "latitude": 60.0}
    Place.objects.filter(slug="gol").update(other_names=["Gol på samisk", 0.1], **coordinates)
    return programme


def kinds(row: Any) -> Any:
    """Return of which types a row is made: a decimal may equal a number that a caller multiplies."""
    if isinstance(row, dict):
        return {name: kinds(value) for name, value in row.items()}
    if isinstance(row, list | tuple):
        return [kinds(value) for value in row]
    return type(row)


def test_rows_are_as_if_each_queryset_were_read_alone(
    filled: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert connection.features.supports_json_field  # asked once for a process
    alone = {name: [plain(row) for row in rows()] for name, rows in ALL.items()}
    with django_assert_num_queries(1):
        together = read_together(*(rows() for rows in ALL.values()))
    read = dict(zip(ALL, ([plain(row) for row in rows] for rows in together), strict=True))
    assert read == alone
    assert kinds(read) == kinds(alone)
    assert [name for name, rows in alone.items() if not rows] == ["nothing", "nobody"]


def test_what_cannot_be_read_with_others_is_refused(filled: Programme) -> None:
    rows = Organisation.objects.all()
    for one in (
        rows[:1],
        rows.union(rows),
        rows.prefetch_related("roles"),
        rows.order_by("name").reverse(),
        rows.order_by("name").distinct(),
        Role.objects.order_by("pk").select_related(),
    ):
        with pytest.raises(ValueError, match=r"together|selected|ordered"):
            read_together(rows, one)
        with pytest.raises(ValueError, match=r"together|selected|ordered"):
            read_together(one)


def test_what_json_does_not_keep_is_refused(filled: Programme) -> None:
    with pytest.raises(ValueError, match=r"content is of a kind"):
        read_together(OwnFile.objects.order_by("pk"))


def test_functions_are_answered_in_rounds(
    filled: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def names_of_decided() -> Reads[list[str]]:
        (decided,) = yield [ParticipationDecision.objects.all()]
        rows, _cohorts = yield [
            Participation.objects.filter(pk=decided[0].participation_id),
            Cohort.objects.all(),
        ]
        return [str(one.organisation_id) for one in rows]

    def slugs() -> Reads[list[str]]:
        (found,) = yield [Organisation.objects.order_by("slug").values_list("slug", flat=True)]
        return found

    def nothing() -> Reads[list[str]]:
        yield from ()
        return []

    with django_assert_num_queries(2):
        decided, found, none = answer_all([names_of_decided(), slugs(), nothing()])
    assert (decided, none) == ([str(filled.gol.organisation_id)], [])
    assert found == sorted(found)
    assert answer(slugs()) == found


def test_a_fault_in_one_function_is_not_hidden() -> None:
    def fails() -> Reads[date]:
        yield []
        raise LookupError

    with pytest.raises(LookupError):
        answer(fails())


# --- what it relies on of Django, which no document promises ------------------------------------------


def not_as_known(compiler: Any) -> Iterator[str]:
    """Return what Django's compiler does otherwise than `core/reading.py` takes for granted."""
    set_up = getattr(compiler, "pre_sql_setup", None)
    if set_up is None:
        yield "it has no pre_sql_setup"
        return
    asked: list[Any] = []

    def noted(*given: Any, **more: Any) -> Any:
        asked.append(set_up(*given, **more))
        compiler.select = [(None, ("only this", ()), None)]
        return asked[-1]

    given = compiler.klass_info, compiler.annotation_col_map, compiler._meta_ordering  # None before
    compiler.pre_sql_setup = noted
    sql, _parameters = compiler.as_sql()
    if len(asked) != 1:
        yield "as_sql does not ask pre_sql_setup, once"
        return
    if "SELECT only this FROM" not in sql:
        yield "as_sql writes other columns than those of select"
    if not isinstance(asked[0], tuple) or len(asked[0]) != 3:
        yield "pre_sql_setup does not return extra columns, order and groups"
        return
    _extra, order, groups = asked[0]
    if [len(one) for one in order] != [2] or len(order[0][1]) != 3:
        yield "the order is not (expression, (sql, parameters, is a reference))"
    if not groups or {len(one) for one in groups} != {2}:
        yield "a group is not (sql, parameters)"
    if not {"model", "select_fields", "related_klass_infos"} <= compiler.klass_info.keys():
        yield "klass_info does not tell model, select_fields and related_klass_infos"
    elif not {"field", "reverse"} <= compiler.klass_info["related_klass_infos"][0].keys():
        yield "klass_info does not tell field and reverse of what is selected with it"
    if given != (None, None, None) or set(compiler.annotation_col_map) != {"count"}:
        yield "annotation_col_map does not name what is computed"


def compiler_of(kind: type[SQLCompiler] = SQLCompiler) -> SQLCompiler:
    rows = Role.objects.order_by("valid_from").select_related("organisation")
    query = rows.annotate(count=Count("organisation__roles")).query
    return kind(query, connection, connection.alias)


def test_django_does_what_reading_relies_on() -> None:
    found = list(not_as_known(compiler_of(connection.ops.compiler("SQLCompiler"))))
    assert found == [], (
        f"Django {django.__version__}: adapt core/reading.py, and this list, before it is taken"
    )


class Renamed(SQLCompiler):
    def as_sql(self, *_given: Any, **_more: Any) -> Any:
        return "SELECT 1 FROM x", ()


class Longer(SQLCompiler):
    def pre_sql_setup(self, with_col_aliases: bool = False) -> Any:
        super().pre_sql_setup(with_col_aliases)
        return [], [], [], []

    def as_sql(self, *_given: Any, **_more: Any) -> Any:
        self.pre_sql_setup()
        return "SELECT only this FROM x", ()


@pytest.mark.parametrize(
    ("kind", "said"),
    [(Renamed, "as_sql does not ask"), (Longer, "pre_sql_setup does not return"), (object, "it has no")],
)
def test_another_django_is_told_in_words(kind: type[Any], said: str) -> None:
    found = list(not_as_known(compiler_of(kind) if kind is not object else object()))
    assert [one.startswith(said) for one in found] == [True]
