"""The worker makes files once, whole, and again after it was killed; a template is tried first."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone, translation

from loftet.background.work import do_next
from loftet.core.models import WorkItem, WorkState
from loftet.documents.blocks import Note
from loftet.invalid_input import InvalidInput
from loftet.places.models import Place
from loftet.report_content.kinds import ReportKind
from loftet.reports import jobs
from loftet.reports.actions import order_report, remove_template, send_template
from loftet.reports.models import PlaceReport, TemplateState, WordTemplate
from loftet.reports.queries import has_files, words_on_screen
from loftet.sources.whole_file import write_whole
from tests.people.partnership import World, acting_as, browser_of
from tests.reports.place.conftest import CASE_PAPER, People, edition_id, files, order, place_of, quick, work


class KilledError(BaseException):
    """The worker dies here."""


def test_the_kinds_are_those_of_the_command() -> None:
    assert ReportKind.values == ["saksframlegg", "kunnskapsgrunnlag", "one-page", "vlr"]


def test_a_report_is_made_as_word_and_as_pdf(ordered: PlaceReport) -> None:
    assert work() == 1
    ordered.refresh_from_db()
    assert (has_files(ordered), ordered.fault) == (True, "")
    begins = [ordered.file(suffix).read_bytes()[:4] for suffix in ("docx", "pdf")]
    assert begins == [b"PK\x03\x04", b"%PDF"]


def test_the_one_page_is_read_on_its_page_too(world: World, people: People) -> None:
    page = order(world.gol, people.planner, kind="one-page")
    work()
    page.refresh_from_db()
    words = words_on_screen(page)
    assert (words["title"], words["sections"][-1]["heading"]) == ("Korleis står det til i Gol?", "Neste steg")
    told = browser_of(people.planner).get(page.get_absolute_url()).content.decode()
    assert f'<h2 id="words">{words["title"]}</h2>' in told
    page.file("json").unlink()
    assert 'id="words"' not in browser_of(people.planner).get(page.get_absolute_url()).content.decode()


def test_a_report_of_an_edition_that_is_gone_says_so(world: World, people: People) -> None:
    report = order_report(place_of(world.gol), CASE_PAPER, "2020-01-01-gone", actor=acting_as(people.planner))
    work()
    report.refresh_from_db()
    assert (report.made, "2020-01-01-gone" in report.fault) == (None, True)


def test_a_report_without_figures_says_why_in_its_own_language(world: World, people: People) -> None:
    report = order(world.council, people.council)
    Place.objects.filter(pk=report.place_id).update(slug="nowhere", kind="municipality")
    with translation.override("en"):
        work()
    report.refresh_from_db()
    assert report.fault == f"Utgåve {edition_id()} har ingen tal for Hallingdal."


def test_what_fails_for_unknown_reasons_is_said_in_the_language_of_the_report(ordered: PlaceReport) -> None:
    jobs.refuse_report(ordered.pk, None)
    ordered.refresh_from_db()
    assert ordered.fault == "Noko gjekk gale i Løftet. Loggen seier kvar."


def test_what_the_edition_no_longer_has_is_left_out_and_said(ordered: PlaceReport) -> None:
    PlaceReport.objects.update(chosen=[{"key": "gone", "reason": "Vi eig han."}])
    with patch("loftet.reports.jobs.write_word") as write, patch("loftet.reports.jobs.write_pdf"):
        jobs.make_report(ordered.pk)
    (report, _template) = write.call_args.args
    notes = [block.text for one in report.sections for block in one.blocks if isinstance(block, Note)]
    assert "Valt, men ikkje i denne utgåva, og difor utelate: gone" in notes


def test_a_worker_that_is_killed_three_times_leaves_each_report_once(
    world: World, people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    quick(monkeypatch)
    kinds = [(kind, language) for kind in ReportKind for language in ("nb", "nn")]
    for kind, language in kinds:
        order(world.gol, people.planner, kind=kind, language=language)
    dies: dict[str, Callable[..., Any]] = {
        "write_whole": _before_the_second_file(write_whole),
        "write_pdf": _killed,
        "write_word": _killed,
    }
    for number, (name, die) in enumerate(dies.items()):
        with monkeypatch.context() as patch:
            patch.setattr(jobs, name, die)
            with pytest.raises(KilledError):
                do_next(timezone.now(), f"worker {number}", jobs.UNFINISHED_FOR)
        assert WorkItem.objects.filter(state=WorkState.RUNNING).count() == 1
        WorkItem.objects.filter(state=WorkState.RUNNING).update(held_until=timezone.now())
    assert work() == len(kinds)
    assert PlaceReport.objects.exclude(made=None).count() == len(kinds)
    assert files(tmp_path) == sorted(
        f"gol-{kind}-{edition_id()}-{language}.{suffix}"
        for kind, language in kinds
        for suffix in ("docx", "pdf", *(["json"] if kind in ("one-page", "saksframlegg") else []))
    )


def _killed(*_args: object) -> bytes:
    raise KilledError


def _before_the_second_file(write: Callable[[Path, bytes], None]) -> Callable[[Path, bytes], None]:
    def writing(target: Path, content: bytes) -> None:
        if target.suffix == ".pdf":
            raise KilledError
        write(target, content)

    return writing


def test_an_approved_file_of_a_restored_site_keeps_its_day(approved: PlaceReport, tmp_path: Path) -> None:
    before = approved.made
    jobs.keep_report(approved.pk, jobs.Made(b"w", b"p"), timezone.now())
    approved.refresh_from_db()
    assert (approved.made, approved.file("pdf").read_bytes()) == (before, b"p")


def test_half_written_files_are_removed_a_day_later(made: PlaceReport, tmp_path: Path) -> None:
    stray = made.file("pdf").with_name(".half")
    stray.write_bytes(b"")
    os.utime(stray, (timezone.now().timestamp(),) * 2)  # the clock of the tests is not that of the disk
    assert jobs.remove_unfinished(timezone.now()) == 0
    assert jobs.remove_unfinished(timezone.now() + 2 * jobs.UNFINISHED_FOR) == 1
    assert ".half" not in files(tmp_path)


@pytest.fixture
def whole_template(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each template that begins with «good» be whole."""

    def write(_report: object, template: bytes | None) -> bytes:
        if template is not None and not template.startswith(b"good"):
            raise InvalidInput.because("it is damaged")
        return template or b"ours"

    quick(monkeypatch)
    monkeypatch.setattr("loftet.reports.jobs.write_word", write)
    monkeypatch.setattr("loftet.reports.actions.check_template", lambda content: None)


def send(world: World, people: People, content: bytes) -> WordTemplate:
    return send_template(
        place_of(world.gol), f"{content.decode()}.docx", content, actor=acting_as(people.planner)
    )


def templates() -> list[tuple[str, str]]:
    return list(WordTemplate.objects.order_by("pk").values_list("file_name", "state"))


def test_the_earlier_template_is_used_until_the_next_one_is_found_whole(
    whole_template: None, world: World, people: People
) -> None:
    send(world, people, b"good 1")
    work()
    send(world, people, b"bad")
    report = order(world.gol, people.planner)
    assert templates() == [("good 1.docx", TemplateState.USED), ("bad.docx", TemplateState.TRIED)]
    work()
    assert report.file("docx").read_bytes() == b"good 1"
    assert templates() == [("good 1.docx", TemplateState.USED), ("bad.docx", TemplateState.REFUSED)]
    assert WordTemplate.objects.get(state=TemplateState.REFUSED).fault == "it is damaged"
    send(world, people, b"good 2")
    work()
    assert templates() == [("good 2.docx", TemplateState.USED)]


def test_a_template_is_removed_for_good(whole_template: None, world: World, people: People) -> None:
    template = send(world, people, b"good")
    work()
    template.refresh_from_db()
    remove_template(template, actor=acting_as(people.planner))
    report = order(world.gol, people.planner)
    work()
    assert (templates(), report.file("docx").read_bytes()) == ([], b"ours")


@pytest.mark.parametrize("content", [b"", b"not a document", b"PK\x03\x04"])
def test_what_is_no_document_is_refused_at_the_field(content: bytes, world: World, people: People) -> None:
    with pytest.raises(InvalidInput):
        send_template(place_of(world.gol), "mal.docx", content, actor=acting_as(people.planner))
    assert templates() == []


def test_a_case_paper_is_copied_section_by_section_from_its_page(world: World, people: People) -> None:
    report = order(world.gol, people.planner)
    work()
    report.refresh_from_db()
    words = words_on_screen(report)
    headings = [one["heading"] for one in words["sections"]]
    assert headings[0] == "Saksopplysingar"
    assert headings[-1] == "Kommunedirektøren si tilråding"
    assert {one["type"] for section in words["sections"] for one in section["blocks"]} >= {
        "paragraph",
        "numbered",
    }
    told = browser_of(people.planner).get(report.get_absolute_url()).content.decode()
    for number, heading in enumerate(headings, start=1):
        assert f'data-copies="section-{number}"' in told
        assert f">{heading}</h" in told.partition(f'id="section-{number}"')[2]
