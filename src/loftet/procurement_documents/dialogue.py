"""The documents of a market dialogue: invitation, question form, guide to one-to-one meetings, and summary.

Firms read them, so the value is in none of them. What the dialogue holds in the meetings is taken from there.
"""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from loftet.dialogues.queries import ready_questions
from loftet.documents.blocks import Block, Bullets, Numbered, Paragraph, Section
from loftet.documents.parts import (
    Sections,
    address_of,
    blank_table,
    day,
    paragraphs_of,
    table_of,
    text_section,
    to_fill_in,
)
from loftet.meetings.models import Event
from loftet.meetings.queries import numbers_of
from loftet.meetings.sentences import when_and_where
from loftet.procurement.models import Procurement
from loftet.procurement.queries import dialogues_of


def invitation(procurement: Procurement) -> Sections:
    """Return the invitation to a market dialogue."""
    buyers = tuple(one.name for one in procurement.buyers)
    meant = (
        Paragraph(_("We want to hear from firms before we write what we ask for.")),
        Paragraph(_("This is not a competition. It binds nobody, and who stays away is not shut out.")),
    )
    used = (
        _("All firms get the same information. What is new to one is made known to all."),
        _("A summary is opened to everybody. It does not say who said what."),
        _("Ideas are not copied into the requirements as they stand."),
        _("Say what must be confidential, and why."),
    )
    ahead = _("The competition is announced on %(day)s at the earliest.")
    return (
        Section(_("Why we invite you"), meant),
        text_section(_("What it is like today"), procurement.situation),
        text_section(_("The effect that is wanted"), procurement.effect),
        Section(_("Who buys"), (Bullets(buyers),)),
        Section(
            _("The meeting"),
            tuple(_meetings(procurement)),
        ),
        Section(_("What we ask"), (Numbered(ready_questions()),)),
        Section(
            _("Answers in writing"),
            (
                Paragraph(_("Three pages are enough. We do not ask for prices, but for what drives them.")),
                to_fill_in(_("Last day, and where to send it.")),
            ),
        ),
        Section(_("How answers are used"), (Bullets(used),)),
        Section(_("What comes next"), (Paragraph(ahead % {"day": day(procurement.planned_on)}),)),
        Section(_("Contact"), (to_fill_in(_("Name, telephone and e-mail.")),)),
    )


def _meetings(procurement: Procurement) -> list[Block]:
    """Return the meetings to come; once all have been, those that firms were invited to."""
    until, every = _("Register until %(day)s."), list(dialogues_of(procurement))
    found: list[Block] = [
        Paragraph(f"{one.title}. {when_and_where(one)}. {until % {'day': day(one.closes)}}", address_of(one))
        for one in [one for one in every if not one.is_past(timezone.localdate())] or every
    ]
    return found or [to_fill_in(_("Day, place and how to register."))]


def question_form(_procurement: Procurement) -> Sections:
    """Return the form in which firms answer in writing."""
    about = (_("Organisation"), _("Organisation number"), _("Contact, with e-mail"))
    ready = (
        _("An idea"),
        _("Tried in a pilot"),
        _("In use at one customer"),
        _("In use at several customers"),
    )
    answers = (*ready_questions(), _("What drives the price?"), _("Which rules or routines are in the way?"))
    secret = _("What must be confidential, and why? All else may be made known, without your name.")
    return (
        Section(_("Who answers"), (blank_table((_("What"), _("Answer")), about),)),
        Section(_("How ready is the solution? Mark one."), (Bullets(ready),)),
        Section(_("Questions"), (blank_table((_("Question"), _("Answer")), answers),)),
        Section(_("Confidential"), (Paragraph(secret), to_fill_in())),
    )


def guide(procurement: Procurement) -> Sections:
    """Return the guide to one-to-one meetings, with the questions that are written in the meetings."""
    buyers = {procurement.lead_id, *(one.organisation_id for one in procurement.shares.all())}
    written = [  # of others' meetings only those who are registered read the questions
        line.strip()
        for one in dialogues_of(procurement).select_related("one_to_one")
        if one.organisation_id in buyers and hasattr(one, "one_to_one")
        for line in one.one_to_one.guide.splitlines()
        if line.strip()
    ]
    asked = tuple(dict.fromkeys(written)) or ready_questions()
    roles = (
        _("One leads the meeting, and one asks who knows the need."),
        _("One takes notes. It is best that this person asks nothing."),
        _("The firm brings at most three."),
        _("Nobody who is close to a firm takes part. Say so before the meeting."),
    )
    same = (
        _("All firms get the same questions, in the same order, and as much time."),
        _("Give nothing that the others do not get. If something new is said, write it down, and tell all."),
        _("Do not speak of other firms, and do not promise anything."),
        _("Take a break after each meeting: ten minutes for notes, five for the change."),
    )
    course = (
        (_("Welcome, and what the meeting is for"), "5"),
        (_("The firm answers the questions"), "25"),
        (_("The firm asks"), "10"),
        (_("What was said, and what must be confidential"), "5"),
    )
    return (
        Section(_("The same to all"), (Bullets(same),)),
        Section(_("Who is there"), (Bullets(roles),)),
        Section(_("45 minutes"), (table_of((_("What"), pgettext("time", "Minutes")), course),)),
        Section(_("Questions of every meeting"), (Numbered(asked),)),
        Section(_("Minutes of the meeting"), (blank_table((_("What"), _("Notes")), _noted()),)),
    )


def _noted() -> tuple[str, ...]:
    return (
        _("Firm, and who was there"),
        _("Day and time"),
        _("What was said"),
        _("New information that was given"),
        _("What must be confidential, and why"),
    )


def summary(procurement: Procurement) -> Sections:
    """Return the open summary, of what the dialogue holds: its newest text, answers, and what was given."""
    found = dialogues_of(procurement).prefetch_related("questions", "handed_over")
    held = [section for one in found if one.is_past(timezone.localdate()) for section in _of_dialogue(one)]
    ahead = _("The competition is announced on %(day)s at the earliest.")
    return (
        text_section(_("The need, as it was presented"), procurement.situation),
        *(held or [Section(_("What firms said"), (to_fill_in(),))]),
        Section(_("What we change because of it"), (to_fill_in(),)),
        Section(_("What is still open"), (to_fill_in(),)),
        Section(_("What comes next"), (Paragraph(ahead % {"day": day(procurement.planned_on)}),)),
    )


def _of_dialogue(event: Event) -> Sections:
    numbers = numbers_of(event)
    came = _("%(when)s. From firms: %(market)d. From all: %(teams)d.")
    told = {"when": when_and_where(event), "market": numbers.market, "teams": numbers.teams}
    blocks: list[Block] = [Paragraph(came % told, address_of(event))]
    newest = next(iter(event.summaries.all()), None)
    said = paragraphs_of(newest.text) if newest else ()
    blocks += said or (to_fill_in(_("What firms said.")),)
    answers = [(one.text, one.answer) for one in event.questions.all() if one.answered]
    given = tuple(f"{one.what}: {one.link}" for one in event.handed_over.all())
    found = [Section(event.title, tuple(blocks))]
    if answers:
        table = table_of((_("Question"), _("Answer")), answers)
        found.append(Section(_("Questions and answers"), (table,), 2))
    if given:
        found.append(Section(_("What was given to all"), (Bullets(given),), 2))
    return tuple(found)
