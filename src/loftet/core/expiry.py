"""Records that are open until a day, and have run out after it until somebody renews them; their filter."""

from datetime import date, timedelta
from typing import Any

import django_filters
from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.core.states import StateTag

OPEN, EXPIRED = "open", "expired"
SOON = timedelta(days=30)  # before it runs out: its owner is asked to renew it, and can
ICONS = {"draft": "pencil", OPEN: "current-location", "closed": "check"}
OTHER_ICON = "calendar-event"


class ExpiringRecord(Record):
    """A record with a state; `expires_on` is the last day on which one that is open is read as open."""

    state: str
    expires_on: date | None

    class Meta:
        abstract = True

    @property
    def is_expired(self) -> bool:
        """Check whether it has run out."""
        return self.has_expired(timezone.localdate())

    def has_expired(self, day: date) -> bool:
        """Check whether it has run out on a day."""
        return self.state == OPEN and self.expires_on is not None and self.expires_on < day

    def can_be_renewed(self, day: date) -> bool:
        """Check whether it runs out soon after a day, or has."""
        return self.expires_on is None or self.expires_on - SOON <= day

    @property
    def state_key(self) -> str:
        """Return the key of its state as a reader meets it: one that has run out is not open."""
        return EXPIRED if self.is_expired else self.state

    @property
    def state_words(self) -> str:
        """Return its state in words."""
        if self.is_expired:
            return gettext("Has run out")
        return str(self.get_state_display())  # type: ignore[attr-defined]

    @property
    def note(self) -> str:
        """Return whose it is, and its state where it is not open."""
        owner: str = self.organisation.name  # type: ignore[attr-defined]
        return owner if self.state_key == OPEN else f"{owner}, {self.state_words}"

    @property
    def tag(self) -> StateTag:
        """Return its state as pages show it."""
        return StateTag(self.state_key, self.state_words, ICONS.get(self.state_key, OTHER_ICON))


def is_standing(today: date) -> Q:
    """Return the condition that a record is open and has not run out."""
    return Q(state=OPEN, expires_on__gte=today)


class StateFilter(django_filters.ChoiceFilter):
    """Keep rows in a state; what is open and has run out is in a state of its own."""

    def __init__(self, states: type[TextChoices], *, label: Any) -> None:
        choices = [*states.choices, (EXPIRED, _("Has run out"))]
        super().__init__("state", label=label, empty_label=_("all"), choices=choices)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Return the rows in the state."""
        today = timezone.localdate()
        if value == EXPIRED:
            return qs.filter(state=OPEN, expires_on__lt=today)
        return qs.filter(is_standing(today)) if value == OPEN else super().filter(qs, value)
