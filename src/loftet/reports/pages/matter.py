"""Pages that hand a matter out as files: the case paper as Word, the decision as PDF."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from loftet.core.pages import Page
from loftet.decisions.models import Matter
from loftet.decisions.parts import shown
from loftet.decisions.queries.matters import find_matter
from loftet.decisions.rules import is_open_to
from loftet.documents.blocks import Document
from loftet.documents.files import PDF, WORD, document_response
from loftet.people.actor import Actor
from loftet.report_content.matter import decision_report, paper_of


class MatterFile(Page):
    """A matter as a file, for those who may read it. What is withheld from the public is never in it."""

    rule = is_open_to
    actor: Actor
    subject: Matter
    kwargs: dict[str, Any]
    suffix = WORD

    def get_subject(self) -> Matter:
        """Return the matter; a draft answers others like one that is not there."""
        found = find_matter(self.kwargs["matter"])
        return shown(self.actor, found, found)

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file, in the language of the matter."""
        address = request.build_absolute_uri(self.subject.get_absolute_url())
        name = f"{self.subject.organisation.slug}-sak-{self.subject.pk}"
        with translation.override(self.subject.language):
            return document_response(self.get_document(address), name, self.suffix)

    def get_document(self, address: str) -> Document:
        """Return the case paper."""
        return paper_of(self.subject, address)


class DecisionFile(MatterFile):
    """The decision of a matter, as PDF."""

    suffix = PDF

    def get_document(self, address: str) -> Document:
        """Return the decision, or answer 404 where there is none."""
        report = decision_report(self.subject, address)
        if report is None:
            raise Http404(_("Nothing has been decided in this matter yet."))
        return report
