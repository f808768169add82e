"""Work on reports: their files are made, a template is tried, a letter is written."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from loftet.challenges.choosing.queries import ChosenFigure
from loftet.core.mail import Attachment, Letter, whole
from loftet.core.saving import in_words
from loftet.documents.blocks import Document
from loftet.documents.files import MEDIA_TYPES, PDF, WORD
from loftet.documents.pdf import json_values, write_pdf
from loftet.documents.word import write_word
from loftet.editions.rows import Edition
from loftet.editions.stamp import DamagedEdition, UnknownEdition
from loftet.invalid_input import InvalidInput
from loftet.people.contacts import contact_of
from loftet.places.models import Place
from loftet.report_content.build import build_report
from loftet.report_content.kinds import ReportKind
from loftet.reports.models import (
    FOLDER,
    ON_SCREEN,
    PlaceReport,
    Sending,
    TemplateState,
    WordTemplate,
)
from loftet.sources.whole_file import write_whole
from loftet.status.edition import current, store

LONGEST_FAULT, UNFINISHED_FOR = 300, timedelta(days=1)
# The blocks that a page shows of a report: the answer of the one page, a case paper without its pictures.
WORDS = ("paragraph", "bullets", "note")
SHOWN = {ReportKind.ONE_PAGE: WORDS, ReportKind.CASE_PAPER: (*WORDS, "numbered", "table")}


@dataclass(frozen=True, slots=True)
class Made:
    """A report in both formats, and its words as its page on the site shows them, where it does."""

    word: bytes
    pdf: bytes
    words: bytes = b""


def make_report(row: int) -> Made:
    """Build both files of a report, from the edition and the indicators that it was ordered with.

    Raises:
        InvalidInput: when its edition is gone, or has no figures for the place. It is said in the language of
            the report, as is all that is refused here.
    """
    report = PlaceReport.objects.select_related("place").get(pk=row)
    chosen = tuple(ChosenFigure(**one) for one in report.chosen)
    used = WordTemplate.objects.filter(place=report.place, state=TemplateState.USED).first()
    with translation.override(report.language):
        kind = ReportKind(report.kind)
        found = _built(kind, report.place, _edition(report.edition), report.language, chosen)
        word = write_word(found, bytes(used.content) if used else None)
        return Made(word, write_pdf(found), words_of(found, kind) if kind in SHOWN else b"")


def words_of(report: Document, kind: ReportKind) -> bytes:
    """Return the answer and the sections of a report, those blocks that its page shows, as JSON."""
    told = json_values(report)
    for section in told["sections"]:
        section["blocks"] = [one for one in section["blocks"] if one["type"] in SHOWN[kind]]
    sections = [one for one in told["sections"] if one["blocks"]]
    return json.dumps({"title": told["title"], "lead": told["lead"], "sections": sections}).encode()


def _built(
    kind: ReportKind, place: Place, edition: Edition, language: str, chosen: tuple[ChosenFigure, ...] = ()
) -> Document:
    return build_report(kind, place, store(), edition, language, chosen, leaves_out=True)


def _edition(name: str) -> Edition:
    try:
        return store().edition(name)
    except (UnknownEdition, DamagedEdition) as gone:
        raise InvalidInput.because(_("Edition «%(id)s» is not here any more.") % {"id": name}) from gone


def keep_report(row: int, made: Made, now: datetime) -> None:
    """Write the files of a report; called while its work is locked and still the worker's."""
    report = PlaceReport.objects.select_for_update(of=("self",)).select_related("place").get(pk=row)
    for suffix, content in ((WORD, made.word), (PDF, made.pdf), (ON_SCREEN, made.words)):
        if content:
            write_whole(report.file(suffix), content)
    PlaceReport.objects.filter(pk=row).update(made=report.made or now, fault="")


def refuse_report(row: int, refused: InvalidInput | None) -> None:
    """Store in the language of a report why it cannot be made."""
    report = PlaceReport.objects.filter(pk=row).first()
    if report is not None:
        PlaceReport.objects.filter(pk=row).update(fault=_in_words(refused, report.language))


def _in_words(refused: InvalidInput | None, language: str) -> str:
    with translation.override(language):
        if refused is None:
            return _("Something went wrong in Løftet. The log says where.")
        return " ".join(in_words(one) for one in refused.problems)[:LONGEST_FAULT]


def try_template(row: int) -> None:
    """Write a report with a template; where no edition is published yet, its form alone was checked.

    Raises:
        InvalidInput: when the report cannot be written with it.
    """
    template = WordTemplate.objects.select_related("place").filter(pk=row).first()
    edition = current().edition
    if template is None or edition is None:
        return
    language = template.place.official_form
    with translation.override(language):
        found = _built(ReportKind.CASE_PAPER, template.place, edition, language)
        write_word(found, bytes(template.content))


def use_template(row: int, _result: None, _now: datetime) -> None:
    """Set a template that was tried in use, in place of the earlier one."""
    template = WordTemplate.objects.filter(pk=row).defer("content").first()
    if template is not None:
        WordTemplate.objects.filter(place=template.place_id, state=TemplateState.USED).delete()
        WordTemplate.objects.filter(pk=row).update(state=TemplateState.USED, fault="")


def refuse_template(row: int, refused: InvalidInput | None) -> None:
    """Store in the form of its place why a template is not used; the earlier one stays."""
    template = WordTemplate.objects.select_related("place").filter(pk=row).defer("content").first()
    if template is not None:
        fault = _in_words(refused, template.place.official_form)
        WordTemplate.objects.filter(pk=row).update(state=TemplateState.REFUSED, fault=fault)


def post_box_letter(row: int, language: str, _now: datetime) -> Letter | None:
    """Return the letter with a report: as PDF, and a case paper as Word, too, for the case system."""
    rows = Sending.objects.select_related("report__place", "sent_by")
    sending = rows.filter(pk=row).first()
    if sending is None or sending.approved != sending.report.approved:
        return None
    report = sending.report
    formats = (WORD, PDF) if report.kind == ReportKind.CASE_PAPER else (PDF,)
    files = [report.file(suffix) for suffix in formats]
    with translation.override(language):
        told = {
            "title": str(report),
            "address": whole(report.get_absolute_url()),
            "case": sending.journal_case,
        }
        body = _("%(title)s\n\nThe report is attached. It is also here: %(address)s\n") % told
        if sending.journal_case:
            body += _("It is to be entered in the journal, case %(case)s.\n") % told
        attached, contact = [_attached(one) for one in files], contact_of([sending.sent_by])
        return Letter(sending.address, told["title"], body, attachments=attached, contact=contact)


def _attached(file: Path) -> Attachment:
    return Attachment(file.name, file.read_bytes(), MEDIA_TYPES[file.suffix[1:]])


def remove_unfinished(now: datetime) -> int:
    """Remove files that a killed worker left half-written; return how many."""
    folder = Path(settings.DATA) / FOLDER
    before = (now - UNFINISHED_FOR).timestamp()
    old = [one for one in folder.glob(".*") if one.stat().st_mtime < before]
    for one in old:
        one.unlink(missing_ok=True)
    return len(old)
