"""Courses: what a faulty file is told, what stands in the text, the check, and who sees that you took it."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from loftet.invalid_input import InvalidInput
from loftet.learning.courses.content import as_html, course_of, courses, facts_of
from loftet.learning.models import FinishedCourse
from loftet.people.models import RoleKind
from loftet.places.models import Place
from loftet.sources.course_files import FOLDER, NEEDED, ROLES, read_courses
from tests.needs.conftest import People, browser_of
from tests.status.test_readability import END, WORD, lix

LIMIT = 40  # «easy»: a course is read between two meetings
GOOD = """---
title: Tal
about: Om tal.
role: planner
minutes: 20
order: 1
published: 2026-11-30
checked: 2026-11-30
---
## Les
Sjå på [sida](page:own), og på {{national}}.
## Sjå på eigne tal
Opne ho.
## Éi oppgåve
Skriv.
## Sjekk
### Ein?
- [x] ja
- [ ] nei
> Fordi.
### To?
- [ ] ja
- [x] nei
> Fordi.
### Tre?
- [x] ja
- [ ] nei
> Fordi.
"""


def written(folder: Path, **changed: str) -> Path:
    """Write a course in both forms of Norwegian, some of them changed; return the catalogue."""
    for language in NEEDED:
        file = folder / FOLDER / "tal" / f"{language}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(changed.get(language, GOOD), "utf-8")
    return folder


def test_there_are_four_courses_in_both_forms_for_roles_that_there_are() -> None:
    assert [(one.key, sorted(one.texts)) for one in courses()] == [
        ("choosing-indicators", ["nb", "nn"]),
        ("need-not-solution", ["nb", "nn"]),
        ("market-dialogue", ["nb", "nn"]),
        ("small-purchases", ["nb", "nn"]),
    ]
    assert set(ROLES) <= set(RoleKind.values)


@pytest.mark.parametrize(
    ("old", "new", "line", "cause"),
    [
        ("role: planner", "role: king", 4, "role: «king» is not one of"),
        ("minutes: 20", "minutes: many", 5, "minutes: «many» is not a whole number"),
        ("checked: 2026-11-30", "checked: 30.11.2026", 8, "checked: «30.11.2026» is not a date"),
        ("{{national}}", "{{three}}", 11, "«three» is not one of"),
        ("page:own", "page:mine", 11, "«page:mine» is neither"),
        ("page:own", "javascript:alert(1)", 11, "«javascript:alert(1» is neither"),
        ("Opne ho.", "<b>Opne</b>", 13, "write Markdown, without HTML"),
        ("## Éi oppgåve\n", "", 10, "a course has 4 parts"),
        (
            "- [x] ja\n- [ ] nei\n> Fordi.\n### To?",
            "- [ ] ja\n- [ ] nei\n> Fordi.\n### To?",
            17,
            "one answer",
        ),
        ("> Fordi.\n### To?", "### To?", 17, "says why the answer is right"),
        ("### Tre?", "Tre?", 16, "the check has 3 questions"),
    ],
)
def test_a_fault_is_told_with_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, cause: str
) -> None:
    catalogue = written(tmp_path, nn=GOOD.replace(old, new))
    with pytest.raises(InvalidInput) as refused:
        read_courses(catalogue)
    first = refused.value.problems[0]
    assert (first.file, first.line) == (catalogue / FOLDER / "tal" / "nn.md", line)
    assert cause in first.cause


def test_a_language_that_lacks_and_answers_elsewhere_are_faults(tmp_path: Path) -> None:
    other = GOOD.replace("- [ ] ja\n- [x] nei", "- [x] ja\n- [ ] nei")
    with pytest.raises(InvalidInput, match="the right answers stand elsewhere"):
        read_courses(written(tmp_path / "a", nn=other))
    catalogue = written(tmp_path / "b")
    (catalogue / FOLDER / "tal" / "nn.md").unlink()
    with pytest.raises(InvalidInput, match=r"nn\.md: there is no such file"):
        read_courses(catalogue)


def test_no_number_of_the_law_is_written_in_a_text() -> None:
    for course in courses():
        for text in course.texts.values():
            for part in text.parts.values():
                assert not re.search(r"\b[0-9]{3} ?000\b|\bprosent vekt\b|\b30 ?(%|prosent)", part)


def test_a_text_holds_the_numbers_that_are_in_force_on_the_day() -> None:
    course = course_of("small-purchases")
    assert course is not None
    text = course.texts["nn"]
    with translation.override("nn"):
        found = {day: facts_of(text, day) for day in (date(2026, 6, 30), date(2026, 7, 1))}
        shown = as_html(text.parts["read"], found[date(2026, 7, 1)], None)
    plain = [one["lower_scope"].words.replace("\xa0", " ") for one in found.values()]
    assert plain == ["100 000 kr", "500 000 kr"]
    assert found[date(2026, 7, 1)]["lower_scope"].is_uncertain  # its source is secondary
    assert "{{" not in shown
    assert "Doffin" in shown


def test_markup_of_a_text_is_shown_and_not_run() -> None:
    shown = as_html("<script>alert(1)</script> ![x](https://a.no/x.png) [y](javascript:alert(1))", {}, None)
    assert "<script" not in shown
    assert "<img" not in shown
    assert "href" not in shown.replace('href="https://a.no/x.png"', "")


def test_own_leads_to_ones_own_municipality_or_to_all() -> None:
    gol = Place(slug="gol", kind="municipality", name="Gol")
    shown = [as_html("[sida](page:own)", {}, place) for place in (gol, None)]
    assert ['href="/kommuner/gol/"' in shown[0], 'href="/kommuner/"' in shown[1]] == [True, True]


@pytest.mark.parametrize("language", NEEDED)
@pytest.mark.parametrize("key", [one.name for one in (settings.CATALOGUE / FOLDER).iterdir()])
def test_a_course_is_easy_to_read(key: str, language: str) -> None:
    course = course_of(key)
    assert course is not None
    text = course.texts[language]
    said = [*text.parts.values(), *(one.why for one in text.questions)]
    plain = re.sub(r"\]\([^)]*\)|\{\{[^}]*\}\}|[*#]", " ", "\n".join(said))
    lines = [one for one in plain.split("\n") if WORD.search(one)]
    assert lix([part for line in lines for part in END.split(line) if WORD.search(part)]) <= LIMIT


@pytest.mark.django_db
def test_the_check_explains_each_answer_without_signing_in() -> None:
    address = reverse("course", args=["small-purchases"])
    page = browser_of(None).get(f"{address}?lang=nn&svar1=1&svar2=0&svar3=1").content.decode()
    assert "Fire år er fire gonger så mykje." in page
    assert "Rett svar:" in page
    assert "Du hadde 2 av 3 rette." in page
    assert "Eg har teke kurset" not in page
    unanswered = browser_of(None).get(f"{address}?lang=nn&svar1=9&svar2=x").content.decode()
    assert "Rett svar:" not in unanswered


def test_a_course_is_taken_once_and_nobody_else_sees_it(people: People) -> None:
    browser = browser_of(people.writer)
    for _twice in range(2):
        assert browser.post("/kurs/small-purchases/ferdig/").headers["Location"] == "/kurs/"
    (row,) = FinishedCourse.objects.all()
    assert (row.user, row.course) == (people.writer, "small-purchases")
    took = {
        user.email: "Du tok det" in browser_of(user).get("/kurs/?lang=nn").content.decode()
        for user in (people.writer, people.colleague)
    }
    assert took == {people.writer.email: True, people.colleague.email: False}


def test_a_course_that_is_not_there_is_not_found(people: People) -> None:
    assert browser_of(people.writer).get("/kurs/dans/").status_code == 404
    assert browser_of(people.writer).post("/kurs/dans/ferdig/").status_code == 404
