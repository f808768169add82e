"""The volume that a coordinator writes in for a municipality: it counts when it is confirmed."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.agreements.rules import WRITES
from loftet.core.verdicts import ALLOWED
from loftet.invalid_input import InvalidInput
from loftet.notices.models import Noted
from loftet.notices.noted.actions import write_in
from loftet.notices.noted.forms import SaidFields
from loftet.notices.noted.kinds import NotedKind
from loftet.notices.noted.pages import WriteInPage
from loftet.notices.noted.rules import people_asked
from loftet.people.actor import Actor
from loftet.people.models import User
from loftet.pools.actions import pledge, pledge_of
from loftet.pools.forms import PledgeForm
from loftet.pools.models import Certainty, Pledge, Pool
from loftet.pools.pages.joining import OfPledge
from loftet.pools.queries import first_pledge
from loftet.pools.rules import SIGNS, may_note

KEY = "pool.pledge"


def _words(noted: Noted) -> str:
    pool: Pool = noted.subject
    wants = noted.wants
    words = {
        "name": noted.organisation.name,
        "amount": floatformat(wants["amount"], "-2g"),
        "unit": pool.unit,
        "title": pool.title,
        "certainty": Certainty(wants["certainty"]).label,
        "most": floatformat(wants.get("max_value"), "-2g"),
        "case": wants.get("authority", ""),
    }
    if wants["certainty"] != Certainty.COMMITTED:
        return _("%(name)s: %(amount)s %(unit)s in «%(title)s», %(certainty)s.") % words
    return (
        _(
            "%(name)s: %(amount)s %(unit)s in «%(title)s», %(certainty)s, at most %(most)s kr, signed in case"
            " %(case)s. It is named as a buyer."
        )
        % words
    )


def _run(noted: Noted, _written: Mapping[str, Any], actor: Actor) -> Pledge:
    """Create the pledge, or change it, as the one who confirms it.

    Raises:
        InvalidInput: when the municipality has changed or withdrawn its pledge since this was written in.
    """
    pool = Pool.objects.get(pk=noted.subject_id)
    row = pledge_of(pool, noted.organisation)
    if row.pk and row.changes.filter(when__gt=noted.written).exists():
        raise InvalidInput.because(
            _("The volume was changed after this was written in, and stays as it is now.")
        )
    return pledge(pool, noted.organisation, noted.wants, row.version, actor=actor)


NOTED = {KEY: NotedKind(words=_words, run=_run, latest_only=True)}


class PledgeNoteForm(SaidFields, PledgeForm):
    """The volume, who said it, and who confirms it; one who signs confirms a commitment."""


class PledgeNote(WriteInPage, OfPledge):
    """Write in the volume of a municipality from a call, an e-mail or paper."""

    rule = may_note
    lead = gettext_lazy("The one you choose gets a letter. The volume counts when they have said yes.")
    form_class = PledgeNoteForm

    def get_title(self) -> Any:
        """Return whose volume it is."""
        return _("What %(name)s has said that it brings") % {"name": self.subject.organisation.name}

    def get_form_options(self) -> dict[str, Any]:
        """Return the pledge; a commitment can be asked for."""
        row: Pledge = self.subject
        more = {} if row.pk else {"initial": first_pledge(row.pool, row.organisation)}
        return more | {"instance": row, "may_commit": ALLOWED}

    def get_people(self) -> QuerySet[User]:
        """Return those who write needs, and those who sign, who alone confirm a commitment."""
        return people_asked(self.subject.organisation, {*WRITES, *SIGNS}, self.actor.today)

    def save(self, form: PledgeNoteForm) -> Noted:
        """Write it in."""
        of = self.subject
        return write_in(of.organisation, KEY, of.pool, form.said, form.wants, actor=self.actor)
