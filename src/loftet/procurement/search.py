"""Procurements as search finds them: those that one may read of, by what is public of them."""

from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, SearchDocument, record_document
from loftet.procurement.models import Procurement


def document(procurement: Procurement) -> SearchDocument:
    """Return what search reads of a procurement: what is bought, by whom, and its number on Doffin."""
    lead = procurement.lead
    return record_document(
        procurement,
        "procurement",
        title=procurement.title,
        text="\n".join((lead.name, procurement.notice)),
        note=f"{lead.name}, {procurement.get_state_display()}",
        language=lead.official_form,
    )


PROCUREMENTS = RecordSource(
    kind="procurement",
    words=_("procurement"),
    many=_("Procurements"),
    model=Procurement,
    document=document,
    related=("lead__place",),
)
