"""The text of the programme's letters, beside the sentence of their notice."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.core.mail import Contact
from loftet.people.contacts import contact_of
from loftet.programme.models import Participation
from loftet.programme.queries.people import facilitators_of


def invitation_text(participation: Participation) -> str:
    """Return what an invitation to a cohort asks, and how much time it takes."""
    cohort = participation.cohort
    said = {"day": date_format(cohort.begins, "j. F Y"), "organisation": participation.organisation.name}
    what = _(
        "What you do: %(organisation)s decides whether to take part. Record the decision, or plan the matter"
        " for a meeting.\nTime: about an hour a month. The cohort begins %(day)s."
    )
    return what % said


def invitation_contact(participation: Participation) -> Contact | None:
    """Return who runs the cohort that a municipality is invited to."""
    return contact_of(facilitators_of(participation.cohort.lead, timezone.localdate()))
