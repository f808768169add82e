"""Every form that creates something carries a one-time word: a new form has to be one or the other."""

import re
from pathlib import Path

FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
WORD = "{% csrf_token %}{% submission_word %}"
# Forms of which the second press finds that the first has done it, by the state of what they are about.
WITHOUT = {
    "core/confirm.html": 1,
    "core/record.html": 1,
    "decisions/body.html": 1,
    "decisions/matter.html": 1,
    "decisions/meeting.html": 1,
    "decisions/treatment.html": 1,
    "indicators/figure_comment.html": 1,
    "indicators/report.html": 2,
    "notices/follow_button.html": 1,
    "notices/inbox.html": 3,
    "notices/letter_off.html": 1,
    "notices/settings.html": 2,
    "people/erase_me.html": 1,
    "people/my_page.html": 9,
    "people/organisation.html": 4,
    "people/sign_in.html": 2,
    "people/sign_in_code.html": 1,
    "programme/calendar.html": 1,
    "programme/check_line.html": 1,
    "programme/hours.html": 2,
    "programme/meaning.html": 1,
    "programme/on_matter.html": 1,
    "programme/own_competence.html": 1,
    "programme/phases.html": 1,
    "site/failed.html": 1,
    "site/operations.html": 1,
}


def test_a_form_creates_something_once_or_is_listed_as_one_that_creates_nothing(project: Path) -> None:
    found: dict[str, int] = {}
    for file in (project / "src" / "loftet").glob("*/templates/**/*.html"):
        forms = [one for one in FORM.findall(file.read_text(encoding="utf-8")) if 'method="post"' in one]
        if without := [one for one in forms if WORD not in one]:
            found[file.as_posix().partition("/templates/")[2]] = len(without)
    assert found == WITHOUT
