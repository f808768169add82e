"""Deliberate faults: each is put into the checkout, tried with the stage that must name it, and taken back.

python -m tests.gate.faults [NAME …]

Half of them are what only a merge of two green branches breaks: `make ready` names those.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.gate.report import git, report
from tests.gate.stages import PROJECT, READY, STAGES, run_stage

FOLDER = PROJECT / "build" / "faults"
SECONDS = 900  # for a fault: asked is whether its stage names it, not how busy the machine is
NEEDS = "src/loftet/needs"
NAMED = "test_pages_and_links_are_for_those_whom_the_example_names[needs-pages-some]"
NYNORSK = "src/loftet/needs/locale/nn/LC_MESSAGES/django.po"
RANKS = "src/loftet/methods/rank_ranges.py"
CSS = "src/loftet/site/static/loftet/site.css"
SIGN_IN = "src/loftet/people/actions/sign_in.py"
NEW_PAGE = 'path("behov/alle/", lists.NeedList.as_view(), name="needs_all"),'
BROKEN_CLEAN = "\n    def clean_title(self) -> str:\n        return str(1 / 0)\n"
NAMED_LOCK = 'SignInCode.objects.select_for_update(of=("self",))'
UNNAMED_LOCK = "SignInCode.objects.select_for_update()"
OF_TRY = (
    '.select_related("user", "invitation")\n    row = rows.filter(browser='  # the first of its two places
)
LOCKS = """    from django.db import transaction

    with transaction.atomic():
        type(subject)._default_manager.select_for_update().get(pk=subject.pk)
"""
OF_A_SET = """import pytest


@pytest.mark.parametrize("word", {"one", "two", "three", "four", "five", "six", "seven"})
def test_word(word: str) -> None:
    assert word
"""
TWIN = """from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("needs", "0003_announcements")]
    operations = []
"""


@dataclass(frozen=True, slots=True)
class Edit:
    """A text in a file, once, and what is put in its place; without a text, the whole of a new file."""

    file: str
    old: str
    new: str

    def applied_to(self, text: str) -> str:
        """Return the text of the file with the fault in it.

        Raises:
            ValueError: when the file does not have the text once: the fault must be written again.
        """
        if text.count(self.old) != 1:
            raise ValueError(f"{self.file} does not have «{self.old}» once")
        return text.replace(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault, the stage that must name it, the words of its report that do, and which tests are enough."""

    name: str
    stage: str
    told: str
    edits: Sequence[Edit]
    tests: Sequence[str] = ()


def after(file: str, old: str, more: str) -> Edit:
    """Return the edit that puts more text after a text of a file."""
    return Edit(file, old, old + more)


FAULTS = (
    Fault(
        "a model that has no migration",
        "migrations",
        "needs",
        [Edit(f"{NEEDS}/models.py", "max_length=300, blank=True", "max_length=310, blank=True")],
    ),
    Fault(
        "two migrations with one parent",
        "migrations",
        "0004_twin",
        [Edit(f"{NEEDS}/migrations/0004_twin.py", "", TWIN)],
    ),
    Fault(
        "a text without nynorsk",
        "words",
        "nn lacks words",
        [Edit(NYNORSK, 'msgstr "Eit behov dei har fortalt om"\n', 'msgstr ""\n')],
    ),
    Fault(
        "a package that imports a later one",
        "layers",
        "loftet.methods.rank_ranges -> loftet.needs",
        [after(RANKS, "from dataclasses import dataclass\n", "\nfrom loftet.needs import rules as rules\n")],
    ),
    Fault(
        "tests in another order in each process",
        "collection",
        "hash seed",
        [Edit("tests/needs/test_of_a_set.py", "", OF_A_SET)],
    ),
    Fault(
        "a page without an example",
        "contract",
        "needs_all: no example says who is let in",
        [after(f"{NEEDS}/urls.py", "urlpatterns = [\n", f"    {NEW_PAGE}\n")],
        [f"tests/test_registered_apps.py::{NAMED}"],
    ),
    Fault(
        "a rule that lets everybody in",
        "contract",
        NAMED,
        [after(f"{NEEDS}/rules.py", 'Renew it first."))\n', "    return ALLOWED\n")],
        ["tests/test_registered_apps.py", "-k", "needs"],
    ),
    Fault(
        "a generated page that is not current",
        "contract",
        "test_personal_data",
        [Edit("docs/reference/retention.md", "| `needs_need` |", "| `needs_needs` |")],
        ["tests/people/test_personal_data.py"],
    ),
    Fault(
        "a word that the house does not use",
        "contract",
        "test_every_package_is_clean",
        [after(f"{NEEDS}/queries.py", '"""Queries of needs', " read anew")],
        ["tests/test_words.py"],
    ),
    Fault(
        "a wrong digit",
        "sqlite",
        "test_rank_ranges",
        [Edit(RANKS, "return self.worst <= count", "return self.worst < count")],
        ["tests/methods/test_rank_ranges.py"],
    ),
    Fault(
        "grey words on white",
        "sqlite",
        "color-contrast",
        [Edit(CSS, ".circle > li {", "main p { color: #bbb; }\n.circle > li {")],
        ["tests/browser/test_every_page.py", "-k", "work-0"],
    ),
    Fault(
        "a form that ends in a traceback",
        "postgres",
        "ZeroDivisionError",
        [after(f"{NEEDS}/forms.py", 'and is it a purchase at all?"""\n', BROKEN_CLEAN)],
        ["tests/needs/test_pages.py"],
    ),
    Fault(
        "a lock over a row that may be missing",
        "postgres",
        "FOR UPDATE",
        [Edit(SIGN_IN, NAMED_LOCK + OF_TRY, UNNAMED_LOCK + OF_TRY)],
        ["-k", "counted"],
    ),
    Fault(
        "a lock that is held while others wait",
        "postgres",
        "lock timeout",
        [after("src/loftet/notices/actions/own.py", "    demand(may_follow(actor, subject))\n", LOCKS)],
        ["-k", "test_who_follows_a_thing"],
    ),
)


@contextmanager
def put_in(fault: Fault) -> Iterator[None]:
    """Put a fault into the checkout, and take it back."""
    before: dict[Path, str] = {}
    try:
        for edit in fault.edits:
            file = PROJECT / edit.file
            before[file] = file.read_text(encoding="utf-8") if edit.old else ""
            file.write_text(edit.applied_to(before[file]) if edit.old else edit.new, encoding="utf-8")
        yield
    finally:
        for file, text in before.items():
            if text:
                file.write_text(text, encoding="utf-8")
            else:
                file.unlink()


def is_named(fault: Fault) -> bool:
    """Check whether the stage of a fault is red and names it."""
    stage = next(one for one in (*STAGES, *READY) if one.name == fault.stage)
    with put_in(fault):
        outcome = run_stage(replace(stage, command=(*stage.command, *fault.tests), limit=SECONDS), FOLDER)
    log = (FOLDER / f"{stage.name}.log").read_text(encoding="utf-8", errors="replace")
    return bool(outcome.failures) and fault.told in "\n".join([*report([outcome]), log])


def main(*names: str) -> int:
    """Return 0 where each fault is named by its stage, 1 where not, 2 where the checkout has changes."""
    if git("status", "--porcelain"):
        print("faults: the checkout has changes; commit them first", file=sys.stderr)  # noqa: T201
        return 2
    chosen = [one for one in FAULTS if not names or one.name in names]
    missed = 0
    for fault in chosen:
        named = is_named(fault)
        missed += not named
        print(f"{fault.stage:<10} {'named' if named else 'NOT NAMED':<9} {fault.name}", flush=True)  # noqa: T201
    print(f"faults: {len(chosen) - missed} of {len(chosen)} are named")  # noqa: T201
    return int(bool(missed) or not chosen)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
