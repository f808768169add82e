"""Every form that creates something carries a one-time word: a new form has to be one or the other."""

import re
from pathlib import Path

FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
WORD = re.compile(r"{% csrf_token %}{% submission_word( '\w+'| action_view)? %}")
TO_ANOTHER = re.compile(r"<form[^>]*? action=\"{% (?:url|page_address)( '\w+')")
# Forms of which the second press finds that the first has done it, by the state of what they are about.
WITHOUT = {
    "core/pages/confirm.html": 1,
    "core/pages/record.html": 1,
    "decisions/pages/body.html": 1,
    "decisions/pages/matter.html": 1,
    "decisions/parts/meeting.html": 1,
    "decisions/pages/treatment.html": 1,
    "indicators/pages/figure_comment.html": 1,
    "indicators/pages/report.html": 2,
    "notices/parts/follow_button.html": 1,
    "notices/pages/inbox.html": 3,
    "notices/pages/letter_off.html": 1,
    "notices/pages/settings.html": 2,
    "people/pages/erase_me.html": 1,
    "people/pages/my_page.html": 9,
    "people/pages/organisation.html": 4,
    "people/pages/sign_in.html": 2,
    "people/pages/sign_in_code.html": 1,
    "programme/pages/calendar.html": 1,
    "programme/parts/check_line.html": 1,
    "programme/pages/hours.html": 2,
    "programme/parts/meaning.html": 1,
    "programme/parts/on_matter.html": 1,
    "programme/pages/own_competence.html": 1,
    "programme/pages/phases.html": 1,
    "site/pages/failed.html": 1,
    "site/pages/operations.html": 1,
}


def test_a_form_creates_something_once_or_is_listed_as_one_that_creates_nothing(project: Path) -> None:
    found: dict[str, int] = {}
    for file in (project / "src" / "loftet").glob("*/templates/**/*.html"):
        forms = [one for one in FORM.findall(file.read_text(encoding="utf-8")) if 'method="post"' in one]
        if without := [one for one in forms if not WORD.search(one)]:
            found[file.as_posix().partition("/templates/")[2]] = len(without)
    assert found == WITHOUT


def test_a_form_that_is_sent_to_another_view_names_it_in_its_word(project: Path) -> None:
    named = 0
    for file in (project / "src" / "loftet").glob("*/templates/**/*.html"):
        for form in FORM.findall(file.read_text(encoding="utf-8")):
            if word := WORD.search(form):
                there = TO_ANOTHER.search(form)
                assert there or word[1] in (None, " action_view"), f"{file}: {form[:200]}"
                assert not there or word[1] == there[1], f"{file}: {form[:200]}"
                named += there is not None
    assert named > 5
