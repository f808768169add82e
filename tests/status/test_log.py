"""What the log calls things is read as words; what is kept are keys, which never change."""

from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone, translation

from loftet.log.models import Entry
from loftet.log.words import label_of
from loftet.people.models import RoleKind
from loftet.people.queries.log import entries_of, log_lines
from tests.people.partnership import browser_of, hire, small_partnership

# By the action: what the log keeps, and what is read in bokmål and in English.
READ = {
    "comment.written": ("Gol: leakage", "Gol: Lekkasje", "Gol: Leakage"),
    "report.answered": ("leakage", "Lekkasje", "Leakage"),
    "report.passed_on": ("Gol: no_longer_there", "Gol: no_longer_there", "Gol: no_longer_there"),
    "challenge.picked": ("Hallingdal: leakage", "Hallingdal: Lekkasje", "Hallingdal: Leakage"),
    "challenge.revised": ("Hallingdal: 7.2", "Hallingdal: delmål 7.2", "Hallingdal: target 7.2"),
    "challenge.reported": (
        "Hallingdal: For få hender",
        "Hallingdal: For få hender",
        "Hallingdal: For få hender",
    ),
    "measure.told": (
        "Kull 1: hours, 2026-03-01",
        "Kull 1: Timer som er brukt, 2026-03-01",
        "Kull 1: Hours spent, 2026-03-01",
    ),
    "competence.added": ("Gol kommune: analysis", "Gol kommune: analyse", "Gol kommune: analysis"),
    "phase.opened": ("Kull 1: understand", "Kull 1: Forstå", "Kull 1: Understand"),
    "treatment.planned": (
        "Gol kommune: A: b (decision)",
        "Gol kommune: A: b (vedtak)",
        "Gol kommune: A: b (decision)",
    ),
    "matter.written": ("Gol kommune: decision", "Gol kommune: decision", "Gol kommune: decision"),
    "role.began": ("Gol kommune: planner", "Gol kommune: planlegger", "Gol kommune: planner"),
}


@pytest.mark.parametrize("action", READ)
def test_a_key_is_read_as_words_in_the_language_of_the_page(small_site: Path, action: str) -> None:
    label, nb, en = READ[action]
    read = []
    for language in ("nb", "en"):
        with translation.override(language):
            read.append(label_of(action, label))
    assert read == [nb, en]


def test_the_log_of_an_organisation_shows_no_key(small_site: Path) -> None:
    world = small_partnership()
    for action, (label, _nb, _en) in READ.items():
        Entry.objects.create(
            when=timezone.now(),
            action=action,
            subject_type=ContentType.objects.get_for_model(Entry),
            subject_id=1,
            subject_label=label,
            scope="gol",
        )
    with translation.override("nb"):
        about = {line.about for line in log_lines(entries_of(world.gol))}
    assert about == {nb for action, (_label, nb, _en) in READ.items() if action != "role.began"} | {""}
    boss = hire("boss@gol.example", world.gol, RoleKind.ADMINISTRATOR)
    page = browser_of(boss).get("/logg/gol/?lang=nb").content.decode()
    assert "Gol: Lekkasje" in page
    assert "leakage" not in page
