"""The programme's contributions to the other apps: words, notices, what waits, panels, personal data."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.mail import Contact
from loftet.core.registry import App, NoticeWords, TaskReads, register
from loftet.core.visible import everybody
from loftet.core.words import Words
from loftet.decisions.hooks import OUTCOME_CORRECTED, OUTCOME_RECORDED
from loftet.decisions.rules import DEPENDENTS
from loftet.notices.followed import FOLLOWED
from loftet.people.actor import Actor
from loftet.people.contacts import contact_of
from loftet.people.hooks import ROLE_BEGAN
from loftet.people.queries.holders import facilitators_of
from loftet.programme.calendar.tasks import year_tasks
from loftet.programme.catalogue import phase_of, said
from loftet.programme.example import example
from loftet.programme.measures.catalogue import measure_of
from loftet.programme.measures.tasks import baseline_tasks
from loftet.programme.models import Cohort, CompetenceKind, Participation
from loftet.programme.panels import on_cohort, on_matter, on_municipality, on_organisation, on_participation
from loftet.programme.participation.actions import hear_of_outcome
from loftet.programme.participation.hearing import hear_of_correction, on_role_began
from loftet.programme.personal_data import TABLES
from loftet.programme.queries.waiting import own_participations, participation_tasks
from loftet.programme.rules import readable


def invitation_text(participation: Participation) -> str:
    """Return what an invitation to a cohort asks, and how much time it takes."""
    cohort = participation.cohort
    said = {"day": date_format(cohort.begins, "j. F Y"), "organisation": participation.organisation.name}
    what = gettext(
        "What you do: %(organisation)s decides whether to take part. Record the decision, or plan the matter"
        " for a meeting.\nTime: about an hour a month. The cohort begins %(day)s."
    )
    return what % said


def invitation_contact(participation: Participation) -> Contact | None:
    """Return who runs the cohort that a municipality is invited to."""
    return contact_of(facilitators_of(participation.cohort.lead, timezone.localdate()))


LOG_WORDS: Mapping[str, Words] = {
    "partnership.made": _("made a partnership"),
    "partnership.changed": _("changed a partnership"),
    "cohort.begun": _("began a cohort"),
    "cohort.revised": _("changed a cohort"),
    "cohort.deleted": _("deleted a cohort that nobody was invited to"),
    "participation.invited": _("invited the municipality to a cohort"),
    "participation.reminded": _("reminded the municipality of an invitation to a cohort"),
    "participation.decided": _("recorded where the municipality stands in a cohort"),
    "participation.matter": _("chose the matter that taking part rests on"),
    "phase.opened": _("opened a phase"),
    "phase.closed": _("closed a phase"),
    "tick.set": _("ticked something off on a checklist"),
    "tick.taken_back": _("took back a tick on a checklist"),
    "competence.added": _("wrote who can something"),
    "competence.revised": _("changed who can something"),
    "competence.removed": _("removed who can something"),
    "hours.written": _("wrote hours"),
    # No longer done; entries of the log have them.
    "hours.removed": _("removed hours"),
    "hours.planned": _("planned hours"),
    "calendar.set": _("set a day in the calendar"),
    "calendar.moved": _("changed a day in the calendar"),
    "calendar.cancelled": _("cancelled a day in the calendar"),
    "measure.baseline": _("stated where a cohort began"),
    "measure.told": _("told what a cohort has reached"),
}
NOTICES: Mapping[str, NoticeWords] = {
    "participation.invited": NoticeWords(
        _("%(lead)s invites %(organisation)s to take part in %(cohort)s."),
        _("Invitations to cohorts"),
        letter=invitation_text,
        contact=invitation_contact,
    ),
    "participation.reminded": NoticeWords(
        _("%(lead)s reminds %(organisation)s of the invitation to %(cohort)s."),
        _("Reminders of invitations to cohorts"),
        letter=invitation_text,
        contact=invitation_contact,
    ),
    "participation.decided": NoticeWords(
        _("%(organisation)s has decided about %(cohort)s: %(state)s."),
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
            " It does not count until the municipality has answered again."
        ),
        _("Decisions that no longer count in cohorts that you follow"),
    ),
    "calendar.set": NoticeWords(
        _("New in the calendar of %(cohort)s: %(label)s, %(day)s."),
        _("New days in the calendars of cohorts"),
    ),
    "calendar.moved": NoticeWords(
        _("Changed in the calendar of %(cohort)s: %(label)s, %(day)s."),
        _("Days of cohorts that are changed"),
    ),
    "calendar.cancelled": NoticeWords(
        _("Cancelled in the calendar of %(cohort)s: %(label)s, %(day)s."),
        _("Days of cohorts that are cancelled"),
    ),
}


def name_of_phase(key: str) -> str | None:
    """Return what a phase is called in the log."""
    return said(phase.name) if (phase := phase_of(key)) else None


def name_of_competence(key: str) -> Words | None:
    """Return what a kind of competence is called in the log."""
    return CompetenceKind(key).label if key in CompetenceKind.values else None


def name_of_measure(key: str) -> str | None:
    """Return what is measured, as the log names it."""
    return said(measure.name) if (measure := measure_of(key)) else None


def municipality_tasks(actor: Actor) -> TaskReads:
    """Return what the programme asks of those who have a role in a municipality of a cohort."""
    own = yield from own_participations(actor.permissions, actor.today)
    return [*participation_tasks(actor, own), *year_tasks(actor, own)]


APP = register(
    App(
        label="programme",
        visible={Cohort: everybody, Participation: readable},
        log_words=LOG_WORDS,
        log_names={"phase.": name_of_phase, "competence.": name_of_competence, "measure.": name_of_measure},
        notices=NOTICES,
        tasks=[municipality_tasks, baseline_tasks],
        panels=(
            ("matter", on_matter),
            ("municipality", on_municipality),
            ("organisation", on_organisation),
            ("cohort", on_cohort),
            ("participation", on_participation),
        ),
        personal_data=TABLES,
        example=example,
        hooks=(
            ROLE_BEGAN(on_role_began),
            OUTCOME_RECORDED(hear_of_outcome),
            OUTCOME_CORRECTED(hear_of_correction),
            DEPENDENTS((Participation, "matter")),
            FOLLOWED(Cohort),
            FOLLOWED(Participation),
        ),
    )
)
