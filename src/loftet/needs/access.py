"""A need as it is handed out on an access request: its text, what was changed, what came of it, its log."""

from django.utils.translation import gettext as _

from loftet.challenges.queries import challenge_name
from loftet.needs.models import Need, NeedChange
from loftet.needs.pages.need import OfNeed
from loftet.openness.files import AccessFile, AccessLine, AccessPart, added_parts, lines_of, log_part
from loftet.openness.legal_bases import cited
from loftet.openness.pages import AccessPage, JournalForm, hand_out_action
from loftet.openness.rules import may_hand_out
from loftet.people.acting import acts_by

TEXTS = (
    *("title", "way", "problem", "effect", "users", "constraints", "measure", "value", "wished"),
    *("volume", "unit", "per", "needed_by", "ready_only", "budget", "cpv", "goals", "targets", "contact"),
    *("state", "audience", "expires_on", "outcome", "outcome_text", "journal", "journal_case"),
)


def _origin(need: Need) -> list[AccessLine]:
    """Return what the need was made from, but for another need, which may be hidden."""
    found = [
        (_("Challenge"), challenge_name(need.challenge)),
        (_("Agreement"), need.agreement.title if need.agreement else ""),
    ]
    return [AccessLine(name, value) for name, value in found if value]


def _before(change: NeedChange) -> AccessPart:
    heading = _("Before change %(number)d") % {"number": change.number}
    told = [(_("changed"), change.when), (_("fields"), ", ".join(change.names)), *change.texts_before]
    return AccessPart(heading, [AccessLine(name, value) for name, value in told])


class NeedAccess(OfNeed, AccessPage):
    """Hand a need out on an access request."""

    rule = may_hand_out
    action = hand_out_action("need.handed_out", may_hand_out, acts_by())

    def get_file(self, form: JournalForm) -> AccessFile:
        """Return the need; a bounded number of queries."""
        need = self.subject
        hidden = need.budget_hidden and need.budget is not None
        names = [one for one in TEXTS if not (hidden and one == "budget")]
        return AccessFile(
            name=f"behov-{need.pk}",
            title=need.title,
            organisation=need.organisation.name,
            made=self.actor.now,
            parts=(
                AccessPart(_("The need"), [*lines_of(need, names), *_origin(need)]),
                *map(_before, need.changes.all()),
                *added_parts(need),
                log_part(need),
            ),
            withheld=[_("Budget frame: %(basis)s") % {"basis": cited(need.budget_basis)}] if hidden else (),
        )
