"""The receipt of a decision: a letter at once to who recorded it, to be filed in the case system."""

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from loftet.core.mail import Letter, whole
from loftet.decisions.models import Treatment
from loftet.decisions.rules import may_see, open_to
from loftet.people.contacts import contact_of
from loftet.people.permissions import permissions_at
from loftet.people.queries.organisation import facilitators_near

IS_NEWS = timedelta(days=2)


def receipt_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the receipt, where who recorded the decision may still read it."""
    rows = Treatment.objects.exclude(outcome="").filter(
        recorded__gte=now - IS_NEWS, recorded_by__is_active=True
    )
    found = rows.select_related("matter__organisation__place", "matter__prepared_by", "body", "recorded_by")
    treatment = found.filter(pk=row).first()
    if treatment is None or treatment.day is None:
        return None
    matter, user, today = treatment.matter, treatment.recorded_by, localtime(now).date()
    permissions = permissions_at(user, today)
    if not (may_see(permissions, matter) and open_to(user, matter)):
        return None
    with translation.override(user.language or matter.organisation.official_form):
        words = {
            "title": matter.title,
            "organisation": matter.organisation.name,
            "who": treatment.body.name if treatment.body else treatment.decided_by,
            "day": date_format(treatment.day, "j. F Y"),
            "outcome": treatment.get_outcome_display(),
            "number": f" ({treatment.case_number})" if treatment.case_number else "",
            "address": whole(matter.get_absolute_url()),
        }
        body = _(
            "You have recorded a decision of %(organisation)s: «%(title)s».\n\n"
            "%(who)s, %(day)s: %(outcome)s%(number)s.\n\n"
            "For the case system: take the decision as PDF, or the matter as Word, from its page.\n"
            "%(address)s\n\n"
            "Is something wrong? Correct it there. The log shows that it was corrected.\n"
        )
        contact = contact_of(facilitators_near(permissions, today))
        subject = _("Receipt: «%(title)s» is recorded") % words
        return Letter(user.email, subject, body % words, contact=contact)
