"""Documents of a procurement as Word and PDF, and the texts of its notice."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.export import file_response
from loftet.procurement.pages.procurement import OfProcurement
from loftet.procurement.rules import is_inside
from loftet.procurement_documents.build import document_of
from loftet.procurement_documents.kinds import KEYS
from loftet.procurement_documents.notice import texts_of
from loftet.reports.jobs import MEDIA_TYPES
from loftet.reports.models import PDF, WORD
from loftet.reports.pdf import write_pdf
from loftet.reports.word import write_word

WRITTEN = {WORD: write_word, PDF: write_pdf}


class DocumentFile(OfProcurement):
    """A document of a procurement, in the language of the page."""

    rule = is_inside

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file."""
        kind, ending = self.kwargs["kind"], self.kwargs["ending"]
        if kind not in KEYS or ending not in WRITTEN:
            raise Http404(gettext("There is no such document."))
        content = WRITTEN[ending](document_of(self.subject, kind, self.actor))
        return file_response(content, MEDIA_TYPES[ending], f"{kind}-{self.subject.pk}.{ending}")


class NoticeTexts(OfProcurement):
    """The texts of a planning notice, to be pasted into Doffin."""

    rule = is_inside
    title = _("Texts for the notice")
    template_name = "procurement_documents/pages/notice.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the texts with their lengths."""
        return super().get_context(texts=texts_of(self.subject), **more)
