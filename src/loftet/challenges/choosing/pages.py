"""The pages of choosing: the guide, a set as everybody reads it, and a region's sets on a large screen."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from loftet.challenges.choosing.actions import (
    add_indicators,
    adopt_set,
    hide_set,
    publish_set,
    save_choice,
)
from loftet.challenges.choosing.candidates import Choices, Said
from loftet.challenges.choosing.files import HEADER, chosen_rows, sheet_of
from loftet.challenges.choosing.forms import AdoptForm, ChoiceForm
from loftet.challenges.choosing.models import Choice, IndicatorSet, Suggested
from loftet.challenges.choosing.places import OfMunicipality
from loftet.challenges.choosing.queries import copy_of, decision_of, published_sets, rows_of, set_of
from loftet.challenges.choosing.rules import may_change, may_choose, may_see
from loftet.challenges.choosing.sentences import progress, what_is_chosen
from loftet.challenges.choosing.shown import goal_counts, shown_set
from loftet.challenges.choosing.starter import starter_sets
from loftet.core.actions import Rule
from loftet.core.export import csv_file_response
from loftet.core.pages import Button, ButtonPage, EditPage, FormPage, PostPage
from loftet.status.downloads.answer import EXCEL
from loftet.status.downloads.list_pages import workbook_response

SUGGESTED_FIRST = 6  # the others are folded, unless something is written there


class ChooseIndicators(OfMunicipality, FormPage):
    """The guide: what is chosen, what is suggested and why, and the rest, in one form."""

    rule: ClassVar[Rule] = may_choose
    template_name = "challenges/pages/choose.html"
    form_class = ChoiceForm
    success = gettext_lazy("The choice is kept.")

    @cached_property
    def offered(self) -> Choices:
        """Return all that can be chosen."""
        return self.choices()

    def get_form_options(self) -> dict[str, Any]:
        """Return the candidates, and the version of the set that the page was made from."""
        return {"candidates": self.offered.every, "version": self.chosen.version if self.chosen else 0}

    def save(self, form: ChoiceForm) -> IndicatorSet:
        """Save the whole choice."""
        return save_choice(self.place, form.cleaned_data["version"], form.said, actor=self.actor)

    def newest(self, form: ChoiceForm) -> int:
        """Return the version of the set now, after adding the stored texts to the form."""
        stored = set_of(self.place)
        form.show_conflicts(rows_of(stored))
        return stored.version if stored else 0

    def get_success_url(self) -> str:
        """Return the guide itself: choosing goes on until one leaves."""
        return reverse("choose_indicators", args=[self.place.slug])

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form in its parts, and what can be added in one press."""
        form, offered = more["form"], self.offered
        parts = {
            name: [form.line(one) for one in getattr(offered, name)]
            for name in ("chosen", "suggested", "own", "aside")
        }
        rest = [(goal, [form.line(one) for one in part]) for goal, part in offered.rest]
        open_goals = {goal.key for goal, lines in rest if any(one.is_used for one in lines)}
        return super().get_context(**more) | {
            "parts": parts,
            "rest": rest,
            "first": f":{SUGGESTED_FIRST}",
            "more": f"{SUGGESTED_FIRST}:",
            "open_goals": open_goals,
            "left": sum(len(lines) for _goal, lines in rest),
            "suggested_open": form.is_bound
            or any(one.is_used for one in parts["suggested"][SUGGESTED_FIRST:]),
            "progress": progress(len(offered.chosen)),
            "goals": goal_counts(offered.chosen),
            "starters": starter_sets(),
            "others": published_sets(self.place),
            "area": self.here.area if self.here else None,
        }


class AddIndicators(OfMunicipality, PostPage):
    """The buttons that add a starter set, or what another municipality has chosen."""

    rule = may_choose

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Add what the set has not, and go back to the guide."""
        known = self.here.figures.rows if self.here else {}
        there = {one.about for one in self.rows}
        said = [one for one in self.wanted() if one.indicator in known and one.about not in there]
        if said:
            add_indicators(self.place, said, actor=self.actor)
        done = ngettext(
            "%(count)d indicator is added, with its reason.",
            "%(count)d indicators are added, with their reasons.",
            len(said),
        )
        messages.success(request, done % {"count": len(said)})
        return redirect(reverse("choose_indicators", args=[self.place.slug]))

    def wanted(self) -> tuple[Said, ...]:
        """Return what the pressed button adds, or answer 404."""
        key, slug = self.request.POST.get("set"), self.request.POST.get("from")
        for one in starter_sets():
            if one.key == key:
                return tuple(
                    Said(indicator, None, Choice.CHOSEN, why, Suggested.STARTER)
                    for indicator, why in one.reasons
                )
        for other in published_sets(self.place):
            if other.place.slug == slug:
                return copy_of(other)
        raise Http404(_("There is no such set to add."))


class OfSet(OfMunicipality):
    """A page about a set that has begun."""

    def get_subject(self) -> IndicatorSet:  # type: ignore[override]
        """Return the set, or answer 404."""
        if self.chosen is None:
            raise Http404(_("%(place)s has not chosen any indicators yet.") % {"place": self.place.name})
        return self.chosen


class ChosenIndicators(OfMunicipality):
    """A set as everybody reads it: the indicators with their figures, and why each was chosen."""

    rule = may_see
    template_name = "challenges/pages/set.html"

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show the set."""
        return self.answer()

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the set, and what can be done with it."""
        figures = self.here.figures.rows if self.here else {}
        shown = shown_set(self.chosen, self.rows, figures) if self.chosen else None
        return super().get_context(**more) | {
            "shown": shown,
            "sentence": what_is_chosen(self.place.name, self.chosen, shown),
            "goals": shown.goals if shown else (),
            "decision": decision_of(self.chosen) if self.chosen else None,
            "area": self.here.area if self.here else None,
            "may_choose": bool(may_choose(self.actor, self.place)),
            "buttons": list(self.buttons()),
        }

    def buttons(self) -> Iterator[Button]:
        """Return what can be done with a set: shown or hidden, and adopted; what comes next is filled."""
        slug = [self.place.slug]
        published = self.chosen is not None and self.chosen.published is not None
        adopted = self.chosen is not None and self.chosen.adopted_on is not None
        adopt = Button(
            gettext_lazy("Record that the set is adopted"),
            reverse("adopt_set", args=slug),
            sends=False,
            filled=published and not adopted,
        )
        if published:
            yield adopt
            yield Button(gettext_lazy("Make it a draft again"), reverse("hide_set", args=slug))
        else:
            yield Button(gettext_lazy("Show it to everybody"), reverse("show_set", args=slug), filled=True)
            yield adopt


class ChosenFile(OfMunicipality):
    """A set with its reasons as a file."""

    rule = may_see

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file, as CSV or as a workbook."""
        if self.chosen is None:
            raise Http404(_("%(place)s has not chosen any indicators yet.") % {"place": self.place.name})
        figures = self.here.figures.rows if self.here else {}
        rows = list(chosen_rows(shown_set(self.chosen, self.rows, figures)))
        name = f"indikatorer-{self.place.slug}"
        if self.kwargs["kind"] == EXCEL.ending:
            title = self.place.name
            return workbook_response(name, title, sheet_of(title, rows), self.actor.today)
        return csv_file_response(name, HEADER, rows)


class ShowSet(OfSet, ButtonPage):
    """The button that shows a set to everybody."""

    rule = may_change
    action = publish_set
    success = gettext_lazy("Everybody can read the set now.")


class HideSet(OfSet, ButtonPage):
    """The button that makes a set a draft again."""

    rule = may_change
    action = hide_set
    success = gettext_lazy("The set is a draft again: only your own people read it.")


class AdoptSet(OfSet, EditPage):
    """The form that records when a set was adopted, and by which decision."""

    rule = may_change
    template_name = "challenges/pages/adopt.html"
    form_class = AdoptForm
    action = adopt_set
    title = gettext_lazy("Record that the set is adopted")
    button = gettext_lazy("Record it")
    lead = gettext_lazy("What is chosen now is kept as adopted. The set can be changed later; that is seen.")
    success = gettext_lazy("The set is recorded as adopted.")
