"""What the programme tells the packages before it, which know nothing of it: words, panels, what waits."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.panels import show_in
from loftet.core.words import Words
from loftet.decisions.rules import register_dependent
from loftet.decisions.signals import outcome_corrected
from loftet.log.words import name_keys, register_log_words
from loftet.notices.followed import register_followed
from loftet.notices.tasks import register_tasks
from loftet.notices.words import NoticeWords, register_notice_words
from loftet.people.models import Role, User
from loftet.people.personal_data import register_tables
from loftet.people.signals import role_began
from loftet.programme.actions.corrected import hear_of_correction
from loftet.programme.actions.following import follow_with_role
from loftet.programme.actions.participation import Clerk, tell_of_named
from loftet.programme.catalogue import phase_of, said
from loftet.programme.models import Cohort, Participation
from loftet.programme.panels import on_matter, on_municipality, on_organisation
from loftet.programme.personal_data import TABLES
from loftet.programme.queries.waiting import waits
from loftet.programme.rules import may_see_cohort, may_see_participation

LOGGED: Mapping[str, Words] = {
    "partnership.made": _("made a partnership"),
    "partnership.changed": _("changed a partnership"),
    "cohort.begun": _("began a cohort"),
    "cohort.revised": _("changed a cohort"),
    "participation.invited": _("invited the municipality to a cohort"),
    "participation.reminded": _("reminded the municipality of an invitation to a cohort"),
    "participation.decided": _("recorded where the municipality stands in a cohort"),
    "participation.matter": _("chose the matter that taking part rests on"),
    "phase.opened": _("opened a phase"),
    "phase.closed": _("closed a phase"),
    "tick.set": _("ticked something off on a checklist"),
    "tick.taken_back": _("took back a tick on a checklist"),
}
TOLD: Mapping[str, NoticeWords] = {
    "participation.invited": NoticeWords(
        _("%(lead)s invites %(organisation)s to take part in %(cohort)s."),
        _("Invitations to cohorts"),
    ),
    "participation.decided": NoticeWords(
        _("%(organisation)s has recorded where it stands in %(cohort)s."),
        _("What municipalities decide about taking part"),
    ),
    "participation.named": NoticeWords(
        _("%(organisation)s has a new business adviser or procurement officer in %(cohort)s."),
        _("People who are named in the municipalities"),
    ),
    "phase.opened": NoticeWords(
        _("A phase is open in %(cohort)s, and its checklist waits for you."),
        _("Phases that open"),
    ),
    "cohort.phase_opened": NoticeWords(
        _("The phase «%(phase)s» has been opened in %(cohort)s: %(whom)s."),
        _("Phases that open in cohorts that you follow"),
    ),
    "cohort.phase_reopened": NoticeWords(
        _("The phase «%(phase)s» has been opened again in %(cohort)s: %(whom)s."),
        _("Phases that open again in cohorts that you follow"),
    ),
    "cohort.phase_closed": NoticeWords(
        _("The phase «%(phase)s» has been closed in %(cohort)s: %(whom)s."),
        _("Phases that close in cohorts that you follow"),
    ),
    "cohort.standing": NoticeWords(
        _("%(organisation)s has decided about %(cohort)s: %(state)s."),
        _("Where municipalities stand in cohorts that you follow"),
    ),
    "cohort.corrected": NoticeWords(
        _(
            "The outcome behind what %(organisation)s decided about %(cohort)s has been corrected (%(body)s)."
            " It does not count until the municipality has answered anew."
        ),
        _("Decisions that no longer count in cohorts that you follow"),
    ),
}


def hear_of_role(role: Role, by: User | None, today: date, **_rest: object) -> None:
    """Let whoever has it follow its cohorts, and tell those who run them.

    A role for which nobody was signed in is no news.
    """
    now = timezone.now()
    follow_with_role(role, today, now)
    if by is not None:
        tell_of_named(role, Clerk(by, now, today))


def name_of_phase(key: str) -> str | None:
    """Return what a phase is called in the log."""
    return said(phase.name) if (phase := phase_of(key)) else None


def register() -> None:
    """Tell it, when the site starts."""
    role_began.connect(hear_of_role, dispatch_uid="programme")
    outcome_corrected.connect(hear_of_correction, dispatch_uid="programme")
    register_log_words(LOGGED)
    name_keys({"phase.": name_of_phase})
    register_notice_words(TOLD)
    register_tasks(waits)
    register_dependent(Participation)
    show_in("matter", on_matter)
    show_in("municipality", on_municipality)
    show_in("organisation", on_organisation)
    register_followed(Cohort, may_see_cohort)
    register_followed(Participation, may_see_participation, "organisation", "cohort__lead")
    register_tables(TABLES)
