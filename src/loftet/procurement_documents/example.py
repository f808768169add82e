"""A procurement whose documents are taken out, for the tests that walk through the pages."""

from loftet.core.registry import Example
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.procurement.example import INSIDE, announced, buyer_of

OF_BUYERS = ("procurement_notice", "procurement_document", "procurement_documents")


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return an announced procurement of a municipality, and who takes out its documents."""
    one = announced(buyer_of(organisation, actor))
    return Example(
        words={"pk": one.pk, "organisation": one.lead.slug, "kind": "protokoll", "ending": "docx"},
        let_in={
            **dict.fromkeys(OF_BUYERS, INSIDE),
            "pool_mandate_docx": (),  # no joint purchase is behind it
        },
        sent={"procurement_documents": {"case_number": "26/12"}},
    )
