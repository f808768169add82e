"""Procurements as search finds them: those that one may read of, by what is public of them."""

from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, owned_document
from loftet.procurement.models import Procurement

PROCUREMENTS = RecordSource(
    kind="procurement",
    words=_("procurement"),
    many=_("Procurements"),
    model=Procurement,
    document=owned_document(
        "procurement", "notice", note=lambda one: f"{one.owner.name}, {one.get_state_display()}"
    ),
    related=("lead__place",),
)
