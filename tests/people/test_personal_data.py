"""All that points to a person is handed out, stands in the page on retention, and goes as that page says."""

import importlib.util
import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone, translation

from loftet.log.actions import record
from loftet.people.actions.own import erase
from loftet.people.models import RoleKind, User
from loftet.people.personal_data import counted, tables
from loftet.people.queries.own import own_data
from loftet.people.tables import PERSON
from tests.people.one_of_each import one_row, ways_to_a_person, words_in
from tests.people.partnership import World, hire

pytestmark = pytest.mark.contract
RETENTION = Path(__file__).parents[2] / "docs" / "reference" / "retention.md"
WAYS = ways_to_a_person()
NAMES = [f"{model._meta.label}.{way}" for model, way in WAYS]
# What stays of what an erased person wrote, with the words by which the page on retention says so.
STAYS: Mapping[str, tuple[str, str]] = {
    "challenges_challenge": (
        "name_nb name_nn name_en sentence_nb sentence_nn sentence_en edition title text said_by"
        " own_figures acting_for",
        "for good, as the region's own",
    ),
    "notices_noted": ("kind said_by how reply", "two years"),
    "decisions_departure": ("what receiver entry", "for good, as part of the case"),
    "decisions_matter": (
        "title facts assessment economy proposal restricted legal_basis case_number acting_for",
        "for good, as part of the case",
    ),
    "decisions_treatment": (
        "decided_by document case_number wording acting_for",
        "for good, as part of the case",
    ),
    "indicators_errorreport": (
        "indicator page edition text answer answered_for",
        "the text stays with the figure",
    ),
    "indicators_figurecomment": (
        "indicator text signed edition",
        "the comment is the municipality's and stays",
    ),
    "learning_experience": (
        "title done effect cost failed contact indicator search_text",
        "for good, as the municipality's own",
    ),
    "learning_help": ("used_in", "for good, as the municipality's own"),
    "matches_draw": ("seed listed drawn", "for good, as the organisation's own"),
    "matches_matchanswer": ("note", "for good, as the organisation's own"),
    "needs_agreement": ("title supplier cpv unit source", "for good, as the municipality's own"),
    "needs_need": (
        "title problem effect users constraints measure unit budget_basis cpv contact outcome_text"
        " journal_case indicator edition search_text",
        "for good, as the municipality's own",
    ),
    "meetings_event": (
        "kind title about where link reason search_text",
        "for good, as the organiser's own",
    ),
    "meetings_handedover": ("what link", "for good, as the organiser's own"),
    "meetings_actionpoint": ("what", "for good, as the organiser's own"),
    "meetings_minutes": ("text decisions", "for good, as the organiser's own"),
    "meetings_question": ("text answer", "for good, as the organiser's own"),
    "meetings_step": ("what promised", "for good, as the organiser's own"),
    "meetings_summary": ("text", "for good, as the organiser's own"),
    "meetings_talk": ("note next_step", "for good, as the organiser's own"),
    "meetings_team": ("name email", "for good, as the organiser's own"),
    "meetings_writteninput": (
        "text drivers said_by",
        "for good, as the organiser's own",
    ),
    "pools_pledge": ("authority certainty", "for good, as the municipality's own"),
    "pools_pool": (
        "title unit cpv notice journal_case hidden_basis own_prices search_text",
        "for good, as the municipality's own",
    ),
    "pools_specification": ("text", "for good, as the municipality's own"),
    "procurement_contact": ("who what answer", "for good, as the municipality's own"),
    "procurement_contract": (
        "supplier number environment social innovation",
        "for good, as the municipality's own",
    ),
    "procurement_promise": ("promise unit deviation", "for good, as the municipality's own"),
    "procurement_procurement": (
        "title cpv undivided situation effect specification procedure why requirements justification "
        "climate_effect notice tool reason search_text",
        "for good, as the municipality's own",
    ),
    "procurement_strategy": (
        "climate labour innovation suppliers routines case_number link",
        "for good, as the municipality's own",
    ),
    "procurement_yearanswer": ("number", "for good, as the municipality's own"),
    "projects_adopter": ("abroad note", "for good, as the municipality's own"),
    "projects_project": (
        "title text sponsor manager rights papers staff result lesson search_text",
        "for good, as the municipality's own",
    ),
    "projects_statusreport": ("signal why needed", "for good, as the municipality's own"),
    "reports_placereport": ("edition chosen fault", "for good, as the municipality's own"),
    "reports_sending": ("address journal_case", "for good, as the municipality's own"),
    "reports_wordtemplate": ("file_name fault", "only the number is left"),
    "solutions_solution": (
        "title problem what effect evidence_source cpv price_note unit markets contact search_text",
        "for good, as the organisation's own",
    ),
    "solutions_supplier": (
        "country register number about contact note code_word activity dispute",
        "for good, as the organisation's own",
    ),
    "solutions_use": ("abroad result contact proof proof_link", "for good, as the organisation's own"),
    "stories_story": (
        "title text figure figure_source quote quote_by class_question class_text class_task search_text",
        "for good, as the municipality's own",
    ),
    "log_entry": ("acting_for action subject_label scope", "for good"),
    "own_data_ownfile": (
        "file_name file_hash title unit source note acting_for",
        "for good, as the municipality's own",
    ),
    "people_delegation": ("document", "for good, as part of who decided what"),
    "people_disqualification": ("subject_label scope", "for good, because decisions rest on it"),
    "people_invitation": ("document email", "that somebody was invited to a role stays"),
    "programme_baseline": ("measure source", "with the cohort"),
    "programme_competence": ("function", "of an erased person the function stays"),
    "programme_participationdecision": ("wording acting_for", "for good, as part of who decided what"),
    "programme_reading": ("measure source", "with the cohort"),
    "programme_tick": ("item", "with the phase"),
    "voices_voicequestion": (
        "title text decided absent answer search_text",
        "for good, as the municipality's own",
    ),
}

NUMBER_STAYS = "for good|only the number|that somebody was invited to a role stays"


@pytest.fixture
def kari(world: World) -> User:
    return User.objects.create_user("kari@gol.example", name="Kari", language="nn")


@pytest.fixture
def other(world: World) -> User:
    return hire("other@al.example", world.al, RoleKind.TOP_MANAGEMENT)


def handed_out(user: User) -> dict[str, list[str]]:
    """Return the rows of the file, each as a text."""
    found = json.loads(json.dumps(own_data(user), cls=DjangoJSONEncoder))
    return {name: [json.dumps(row) for row in rows] for name, rows in found.items() if name != "person"}


@pytest.mark.parametrize(("model", "way"), WAYS, ids=NAMES)
def test_each_row_that_points_to_a_person_is_handed_out_to_that_person_alone(
    world: World, kari: User, other: User, model: type[models.Model], way: str
) -> None:
    one_row(world, model, way, kari, other)
    assert [name for name, rows in handed_out(kari).items() if rows] != []
    assert [name for name, one in zip(tables(), counted(kari), strict=True) if one.number] != [PERSON]
    stranger = User.objects.create_user("stranger@al.example")
    assert [name for name, rows in handed_out(stranger).items() if rows] == []


def test_the_log_by_and_about_a_person_is_handed_out_in_words(world: World, kari: User, other: User) -> None:
    record("role.began", world.gol, by=other, scope="gol", details={"person": kari.pk, "kind": "editor"})
    record("person.came", kari, by=None)
    record("role.ended", world.gol, by=kari, acting_for="Gol kommune", details={"person": other.pk})
    record("role.ended", world.gol, by=other, details={"person": other.pk})
    with translation.override("nb"):
        found = json.loads(json.dumps(own_data(kari), cls=DjangoJSONEncoder))
    shown = ("action", "what", "acting_for", "details")
    assert [[row[name] for name in shown] for row in found["log"]] == [
        ["role.ended", "avsluttet en rolle", "Gol kommune", {}],
    ]
    assert [[row[name] for name in shown] for row in found["log_about"]] == [
        ["person.came", "logget inn for første gang", "", {}],
        ["role.began", "ga en rolle", "", {"person": kari.pk, "kind": "editor"}],
    ]


@pytest.mark.both_databases
@pytest.mark.parametrize(("model", "way"), WAYS, ids=NAMES)
def test_what_an_erased_person_wrote_goes_or_stays_as_the_page_on_retention_says(
    world: World, kari: User, other: User, model: type[models.Model], way: str
) -> None:
    row = one_row(world, model, way, kari, other)
    erase(kari, now=timezone.now(), today=date(2026, 11, 26))
    left = model._default_manager.filter(pk=row.pk).first()
    words, said = STAYS.get(model._meta.db_table, ("", ""))
    table = model._meta.db_table
    stays = words_in(left) - set(words.split()) if left is not None else set()
    assert stays == set(), (
        f"texts of «{table}» stay, and STAYS does not say so: CONTRIBUTING, «Add an app», 4"
    )
    assert table in kept_until(), "run `make docs`"
    assert said in kept_until()[table]
    with translation.override("en"):
        is_pointed_to = model._default_manager.filter(pk=row.pk, **{way: kari}).exists()
        assert is_pointed_to <= number_stays(model)


def test_each_table_that_points_to_a_person_has_words(world: World, kari: User) -> None:
    told = {name: table.rows(kari).model for name, table in tables().items()}
    assert {model for model, _way in WAYS} - set(told.values()) == set()
    with translation.override("en"):
        for name, table in tables().items():
            assert all(
                map(str, (table.description.what, table.description.why, table.description.how_long))
            ), name


def test_the_page_on_retention_is_what_the_apps_tell(world: World, project: Path) -> None:
    file = project / "docs" / "generate_retention.py"
    found = importlib.util.spec_from_file_location("generate_retention", file)
    assert found is not None
    assert found.loader is not None
    generator = importlib.util.module_from_spec(found)
    found.loader.exec_module(generator)
    assert generator.page() == RETENTION.read_text(encoding="utf-8"), "run `make docs`"


def number_stays(model: type[models.Model]) -> bool:
    """Check whether a table tells persons that their number stays there when they are erased."""
    nobody = User(pk=0)
    words = [str(one.description.how_long) for one in tables().values() if one.rows(nobody).model is model]
    return any(re.search(NUMBER_STAYS, one) for one in words)


def kept_until() -> dict[str, str]:
    """Return what the page says of each table; one that stands there twice is refused."""
    found: dict[str, str] = {}
    for line in RETENTION.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            cells = [cell.strip(" |") for cell in line.split(" | ")]
            for table in re.findall(r"`([^`]+)`", cells[0]):
                assert table not in found, f"{table} stands twice"
                found[table] = cells[-1]
    return found


def test_each_table_that_points_to_a_person_stands_once_in_the_page_on_retention() -> None:
    listed = kept_until()
    assert sorted({model._meta.db_table for model, _way in WAYS} - listed.keys()) == [], "run `make docs`"
    there = {model._meta.db_table for model in apps.get_models()}
    assert sorted(listed.keys() - there) == ["LOFTET_DATA/erased.csv", "LOFTET_DATA/mail/"]


def test_the_log_calls_a_person_by_number_alone(world: World, kari: User) -> None:
    record("person.came", kari, by=None)
    kind = ContentType.objects.get_for_model(User)
    erase(kari, now=timezone.now(), today=date(2026, 11, 26))
    labels = kari.log_entries.model.objects.filter(subject_type=kind).values_list("subject_label", flat=True)
    assert set(labels) == {f"#{kari.pk}"}
