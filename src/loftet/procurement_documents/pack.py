"""All documents of a procurement as Word files in one, named by the case that they go to."""

import re
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from loftet.core.export import file_response
from loftet.core.forms import PlainForm
from loftet.core.pages import FormPage
from loftet.dialogues.actions import hand_out_log
from loftet.dialogues.information_log import information_log
from loftet.dialogues.rules import may_hand_out
from loftet.documents.blocks import Bullets, Document, Section
from loftet.documents.files import WORD
from loftet.documents.parts import document_for
from loftet.documents.word import write_word
from loftet.meetings.models import Event
from loftet.openness.files import AccessFile
from loftet.openness.journal import Journalled
from loftet.procurement.pages.procurement import OfProcurement
from loftet.procurement.queries import dialogues_of
from loftet.procurement.rules import is_inside
from loftet.procurement_documents.build import document_of
from loftet.procurement_documents.kinds import KINDS

NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')  # of files, on any system
LONGEST_TITLE = 100


class PackForm(PlainForm):
    """The case that the documents go to."""

    case_number = forms.CharField(
        label=_("Case number"),
        max_length=40,
        help_text=_("Such as 26/1234. The files are named by it."),
        error_messages={"required": _("Write the case number.")},
    )


class DocumentPack(OfProcurement, FormPage):
    """Take all documents out, with the information logs of the dialogues about it."""

    rule = is_inside
    title = _("All documents as Word files")
    lead = _(
        "You get one file for the case system and the tender tool: need, invitation, questions, summary, "
        "strategy, climate choice, protocol and plans, and the information logs of the dialogues about it."
    )
    button = _("Make the files")
    success = ""
    form_class = PackForm

    def save(self, form: PackForm) -> None:
        """Write in the log of each dialogue that its information log was taken out."""
        for event in self.dialogues:
            hand_out_log(event, Journalled.YES, actor=self.actor)

    @cached_property
    def dialogues(self) -> list[Event]:
        """Return the dialogues whose information log the actor may take out."""
        return [one for one in dialogues_of(self.subject) if may_hand_out(self.actor, one)]

    def get_response(self, form: PackForm) -> HttpResponse:
        """Return the file."""
        out, case = BytesIO(), form.cleaned_data["case_number"]
        with ZipFile(out, "w", ZIP_DEFLATED) as whole:
            for one in self.documents():
                name = f"{case} {one.title.replace(':', ' –')[:LONGEST_TITLE]} {self.actor.today}"
                whole.writestr(f"{NOT_IN_NAMES.sub('-', name)}.{WORD}", write_word(one))
        name = f"anskaffelse-{self.subject.pk}-{self.actor.today}.zip"
        return file_response(out.getvalue(), "application/zip", name)

    def documents(self) -> Iterator[Document]:
        """Yield each document."""
        yield from (document_of(self.subject, one.key, self.actor) for one in KINDS)
        yield from (as_document(information_log(one, self.actor)) for one in self.dialogues)


def as_document(file: AccessFile) -> Document:
    """Return the parts of a file as a document, a section each."""
    sections = (
        Section(str(part.heading), (Bullets(tuple(f"{one.name}: {one.shown}" for one in part.lines)),))
        for part in file.parts
        if part.lines
    )
    return document_for(file.organisation, file.title, sections, file.made.date())
