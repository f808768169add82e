"""Documents of a procurement as Word and PDF, and the texts of its notice."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.documents.files import WRITERS, document_response
from loftet.procurement.pages.procurement import OfProcurement
from loftet.procurement.rules import is_inside
from loftet.procurement_documents.build import document_of
from loftet.procurement_documents.kinds import KEYS
from loftet.procurement_documents.notice import texts_of


class DocumentFile(OfProcurement):
    """A document of a procurement, in the language of the page."""

    rule = is_inside

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file."""
        kind, ending = self.kwargs["kind"], self.kwargs["ending"]
        if kind not in KEYS or ending not in WRITERS:
            raise Http404(gettext("There is no such document."))
        document = document_of(self.subject, kind, self.actor)
        return document_response(document, f"{kind}-{self.subject.pk}", ending)


class NoticeTexts(OfProcurement):
    """The texts of a planning notice, to be pasted into Doffin."""

    rule = is_inside
    title = _("Texts for the notice")
    template_name = "procurement_documents/pages/notice.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the texts with their lengths."""
        return super().get_context(texts=texts_of(self.subject), **more)
