"""The letter with the code by which a firm is confirmed, to the address that Enhetsregisteret has."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from loftet.core.mail import Letter, whole
from loftet.people.contacts import contact_of
from loftet.people.hashes import code_of, keyed
from loftet.people.queries.organisation import facilitators_for
from loftet.suppliers.models import Standing, Supplier

CODE = "supplier_code"


def supplier_code(supplier: Supplier) -> str:
    """Return the code of a firm: computed from a word that each sending changes, and stored nowhere."""
    return code_of(keyed("supplier", str(supplier.pk), supplier.code_word))


def code_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the letter; none where the firm is confirmed meanwhile or has no address."""
    supplier = Supplier.objects.select_related("organisation__place").filter(pk=row).first()
    if (
        supplier is None
        or supplier.state != Standing.UNCONFIRMED
        or not (supplier.email and supplier.code_word)
    ):
        return None
    dispute = reverse("supplier_dispute", args=[supplier.organisation.slug])
    with translation.override(supplier.organisation.official_form):
        body = _(
            "Somebody has signed up %(name)s in Løftet, where municipalities tell what they need.\n\n"
            "Do you know who it is? Give them this code: %(code)s\n"
            "They write it on %(address)s. It holds for seven days.\n\n"
            "Do you not know about it? Give the code to nobody, and tell us on %(dispute)s.\n"
            "Without the code nothing of the firm is shown.\n"
        ) % {
            "name": supplier.organisation.name,
            "code": supplier_code(supplier),
            "dispute": whole(dispute),
            "address": whole(supplier.get_absolute_url()),
        }
        subject = _("The code that confirms %(name)s in Løftet") % {"name": supplier.organisation.name}
        place = supplier.organisation.place_id
        contact = contact_of(facilitators_for(place, timezone.localdate(now))) if place else None
        return Letter(supplier.email, subject, body, contact=contact)
