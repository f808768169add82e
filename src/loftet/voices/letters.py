"""The letter that asks whether an address is the sender's."""

from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from loftet.core.mail import AUTOMATIC, Letter, whole
from loftet.voices.models import AddressCheck
from loftet.voices.signed import confirm_word


def check_letter(row: int, language: str, _now: datetime) -> Letter | None:
    """Return the question whether an address is the sender's; it quotes nothing that was sent."""
    rows = AddressCheck.objects.select_related("voice__question__organisation")
    check = rows.filter(pk=row).first()
    if check is None:
        return None
    with translation.override(language or check.voice.language):
        words = {
            "organisation": check.voice.owner.name,
            "address": whole(reverse("voice_confirm", args=[confirm_word(check.pk)])),
        }
        body = _(
            "Somebody answered a question from %(organisation)s and gave this address.\n\n"
            "Was it you? Then confirm it within a day, and you get the answer by e-mail:\n%(address)s\n\n"
            "Was it not you? Then do nothing. The address is deleted within a day.\n"
        )
        return Letter(check.email, _("Is this your address?"), body % words, AUTOMATIC)
