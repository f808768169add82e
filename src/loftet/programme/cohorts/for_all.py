"""Pages of what is done for several municipalities in one go: chosen, shown as it will be, and then done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from loftet.core.pages import FormPage
from loftet.core.words import Words, join_words
from loftet.decisions.actions.matters import Draft
from loftet.people.pages.base import SignedInPage
from loftet.programme.catalogue import phase_of, phases, ready_matters, said
from loftet.programme.cohorts.actions import invite_again
from loftet.programme.cohorts.bulk import drafts_for, prepare_for
from loftet.programme.cohorts.forms import ForAllForm
from loftet.programme.cohorts.whereabouts import last_reminded
from loftet.programme.finding import OfCohort
from loftet.programme.models import Cohort, Participation
from loftet.programme.participation.queries import participations
from loftet.programme.phases.actions import open_phases
from loftet.programme.queries.standings import short_name, standings
from loftet.programme.rules import may_run
from loftet.ui.numbers import number_word

PARTS = ("title", "facts", "assessment", "economy", "proposal", "language")
SOON_AGAIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Preview:
    """The preview of what will be done: for whom, what the button says, and one municipality's text."""

    question: Words
    button: Words
    concerned: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    why_left_out: Words = ""
    draft: Draft | None = None
    nothing: Words = ""
    notes: tuple[Words, ...] = ()
    message: str = ""

    @property
    def names(self) -> str:
        """Return whom it concerns, as they are spoken."""
        return join_words(self.concerned)

    @property
    def example(self) -> str:
        """Return the municipality whose text is shown."""
        return self.concerned[0] if self.concerned else ""


def choices() -> list[tuple[str, Words]]:
    """Return what can be done for several in one go."""
    for_all = _("Prepare the matter «%(name)s»")
    for_members = _("Prepare the matter «%(name)s» (for those that take part)")
    return [
        *(
            (f"matter:{key}", (for_members if one.for_members else for_all) % {"name": said(one.name)})
            for key, one in ready_matters().items()
        ),
        ("own", _("Prepare a matter that I write below")),
        *(
            (f"phase:{one.key}", _("Open the phase «%(name)s»") % {"name": said(one.name)})
            for one in phases()
        ),
        ("remind", _("Remind those who have not decided of the invitation")),
    ]


class ForAllPage(SignedInPage, OfCohort, FormPage):
    """Do the same for several municipalities: the form, then what it will do, then its button."""

    rule = may_run
    template_name = "programme/pages/for_all.html"
    form_class = ForAllForm
    success = ""
    success_url = ("overview", "slug")

    @cached_property
    def every(self) -> list[Participation]:
        """Return the municipalities of the cohort."""
        return list(participations().filter(cohort=self.subject).order_by("organisation__place__sort_key"))

    @cached_property
    def chosen(self) -> list[Participation]:
        """Return those that were chosen; all of them before anything was sent."""
        if self.request.method != "POST":
            return self.every
        picked = set(self.request.POST.getlist("municipality"))
        return [one for one in self.every if one.organisation.slug in picked]

    def get_form_options(self) -> dict[str, Any]:
        """Return what can be done."""
        return {"choices": {"what": choices()}, "initial": {"language": self.subject.language}}

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Show what will be done, until its button is pressed."""
        form, step = self.get_form(), request.POST.get("step", "")
        if not self.chosen:
            form.add_error(None, gettext("Choose at least one municipality."))
            return self.answer(422, form=form)
        if step == "do" or not form.is_valid():
            return super().post(request, *args, **kwargs)
        if step == "back":
            return self.answer(form=ForAllForm(choices={"what": choices()}, initial=request.POST.dict()))
        self.template_name = "programme/pages/for_all_preview.html"  # type: ignore[misc]
        preview = preview_of(self.subject, form, self.chosen)
        return self.answer(form=form, preview=preview, chosen=self.chosen)

    def save(self, form: ForAllForm) -> None:
        """Do what was chosen, and say what was done; that nothing was is information, not success."""
        chosen, actor = self.chosen, self.actor
        (what, key, text), more = asked_of(form), ""
        if what == "phase":
            whole = len(chosen) == len(self.every)
            open_phases(self.subject, key, "", () if whole else chosen, actor=actor)
            number, more = len(chosen), waits_for(chosen)
            words = ngettext(
                "The phase is open for %(number)s municipality.",
                "The phase is open for %(number)s municipalities.",
                number,
            )
        elif what == "remind":
            done = invite_again(self.subject, chosen, form.cleaned_data["message"], actor=actor)
            number = len(done.new)
            words = ngettext(
                "One municipality was reminded.", "%(said)s municipalities were reminded.", number
            )
            if done.receivers:
                more = _("A letter is on its way to %(people)s.") % {"people": done.receivers}
        else:
            number = prepare_for(self.subject, chosen, text, actor=actor)
            words = ngettext(
                "The matter is prepared for %(number)s municipality, which takes it up and decides for"
                " itself.",
                "The matter is prepared for %(number)s municipalities, and each decides for itself.",
                number,
            )
        if number:
            counted = {"number": number, "said": number_word(number).capitalize()}
            messages.success(self.request, f"{words % counted} {more}".rstrip())
        elif what == "remind":
            messages.info(self.request, _("Nobody to remind: all of them have decided."))
        else:
            messages.info(self.request, nothing_new(chosen, text))

    def newest(self, form: ForAllForm) -> str:
        """Return nothing: that a phase is open already is shown with the form."""
        return ""

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the municipalities: whether each is chosen, and when it was reminded last."""
        last = last_reminded(self.every)
        rows = [(one, one in self.chosen, last.get(one.pk)) for one in self.every]
        return super().get_context(every=rows, **more)


def asked_of(form: ForAllForm) -> tuple[str, str, Draft | str]:
    """Return what a form asks for: the kind, its key, and the text or its key."""
    what, _colon, key = str(form.cleaned_data["what"]).partition(":")
    text = Draft(**{part: form.cleaned_data[part] for part in PARTS}) if what == "own" else key
    return what, key, text


def preview_of(cohort: Cohort, form: ForAllForm, chosen: Sequence[Participation]) -> Preview:
    """Return what will be done; a bounded number of queries."""
    what, key, text = asked_of(form)
    if what == "phase":
        return _of_phase(key, chosen)
    if what == "remind":
        return _of_reminder(chosen, form.cleaned_data["message"])
    return _of_matter(cohort, text, chosen)


def _of_matter(cohort: Cohort, text: Draft | str, chosen: Sequence[Participation]) -> Preview:
    wanted = drafts_for(cohort, chosen, text)
    new = {one.pk for one, _draft in wanted}
    rest = tuple(short_name(one.organisation) for one in chosen if one.pk not in new)
    number = len(wanted)
    for_whom = ngettext(
        "Prepare the matter for %(number)s municipality",
        "Prepare the matter for %(number)s municipalities",
        number,
    )
    return Preview(
        question=wanted[0][1].title if wanted else _("Nothing to prepare"),
        button=for_whom % {"number": number},
        concerned=tuple(short_name(one.organisation) for one, _draft in wanted),
        left_out=rest,
        why_left_out=_("They have it already, or the text does not fit where they stand."),
        draft=wanted[0][1] if wanted else None,
        nothing="" if wanted else nothing_new(chosen, text),
    )


def nothing_new(chosen: Sequence[Participation], text: Draft | str) -> str:
    """Return why nobody gets a matter: none of them takes part yet, or all have it already."""
    ready, number = ready_matters().get(text) if isinstance(text, str) else None, len(chosen)
    if ready is not None and ready.for_members and not _taking_part(chosen):
        return _("The matter is for municipalities that take part, and none of those you chose does so yet.")
    return ngettext(
        "No new matter: the municipality has it already, or it does not fit where it stands.",
        "No new matter: all %(number)s have it already, or it does not fit where they stand.",
        number,
    ) % {"number": number}


def _of_phase(key: str, chosen: Sequence[Participation]) -> Preview:
    phase, note = phase_of(key), waits_for(chosen)
    words = {"name": said(phase.name) if phase else key, "number": len(chosen)}
    return Preview(
        question=_("Open the phase «%(name)s»") % words,
        button=ngettext(
            "Open the phase for %(number)s municipality",
            "Open the phase for %(number)s municipalities",
            len(chosen),
        )
        % words,
        concerned=tuple(short_name(one.organisation) for one in chosen),
        notes=(note,) if note else (),
    )


def waits_for(chosen: Sequence[Participation]) -> str:
    """Return that a phase waits for those that do not take part yet; nothing where all do."""
    words = {"joined": _taking_part(chosen), "number": len(chosen)}
    if words["joined"] == words["number"]:
        return ""
    return _("%(joined)s of %(number)s take part. For the others it waits until they join.") % words


def _taking_part(chosen: Sequence[Participation]) -> int:
    return sum(one.takes_part for one in standings(one.pk for one in chosen).values())


def _of_reminder(chosen: Sequence[Participation], message: str) -> Preview:
    stand, last, now = standings(one.pk for one in chosen), last_reminded(chosen), timezone.now()
    waiting = [one for one in chosen if not stand[one.pk].decision]
    number = len(waiting)
    reminded = [one for one in waiting if one.pk in last and now - last[one.pk] < SOON_AGAIN]
    invited = [one for one in waiting if one not in reminded and now - one.invited < SOON_AGAIN]
    soon = [
        _("%(name)s was reminded on %(day)s, less than a week ago.")
        % {"name": short_name(one.organisation), "day": timezone.localtime(last[one.pk]).strftime("%d.%m.")}
        for one in reminded
    ]
    if invited:
        names = join_words([short_name(one.organisation) for one in invited])
        soon.append(_("%(names)s got the invitation less than a week ago.") % {"names": names})
    button = ngettext("Send a reminder to %(number)s", "Send a reminder to %(number)s", number)
    return Preview(
        question=_("Remind of the invitation"),
        button=button % {"number": number},
        concerned=tuple(short_name(one.organisation) for one in waiting),
        left_out=tuple(short_name(one.organisation) for one in chosen if one not in waiting),
        why_left_out=_("They have decided."),
        nothing="" if waiting else _("Nobody to remind: all of them have decided."),
        notes=tuple(soon),
        message=message,
    )
