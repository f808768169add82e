"""The text of the programme's letters, beside the sentence of their notice."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.people.letters import whom_to_ask
from loftet.programme.models import Participation
from loftet.programme.queries.people import facilitators_of


def invitation_text(participation: Participation) -> str:
    """Return what an invitation to a cohort asks, how much time it takes, and whom to ask."""
    cohort = participation.cohort
    said = {"day": date_format(cohort.begins, "j. F Y"), "organisation": participation.organisation.name}
    what = _(
        "What you do: %(organisation)s decides whether to take part. Record the decision, or plan the matter"
        " for a meeting.\nTime: about an hour a month. The cohort begins %(day)s."
    )
    asked = whom_to_ask(facilitators_of(cohort.lead, timezone.localdate()))
    return "\n\n".join(one for one in (what % said, asked) if one)
