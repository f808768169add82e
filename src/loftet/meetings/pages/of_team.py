"""The team that the word of an address names, for the pages that open without signing in."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from loftet.core.pages import SignedWordPage
from loftet.core.registry import call_all
from loftet.core.verdicts import Denied, NotAllowed
from loftet.meetings.hooks import LAST_DAYS
from loftet.meetings.models import Team
from loftet.meetings.signed import read_team_word

NOT_OURS = Denied(
    _("This link opens no registration. Use the newest letter, or open the meeting and sign in there.")
)
RUN_OUT = Denied(_("The link has run out: the meeting was too long ago."))
OF_THE_LINK = ("event__organisation__place", "event__cohort", "organisation")


class OfTeam(SignedWordPage):
    """A page about the team that the word of the address names.

    It opens until `opens_for` days after the meeting, and what belongs to it.
    """

    opens_for = 14

    def get_subject(self) -> Team:
        """Return the team.

        Raises:
            NotAllowed: when the word was not made here, has run out, or the registration is gone.
        """
        rows = Team.objects.select_related(*OF_THE_LINK)
        team = rows.filter(pk=read_team_word(self.kwargs["word"]) or 0).first()
        if team is None:
            raise NotAllowed(NOT_OURS)
        last = max([team.event.day, *filter(None, call_all(LAST_DAYS, team.event))])
        if self.actor.today > last + timedelta(days=self.opens_for):
            raise NotAllowed(RUN_OUT)
        return team
