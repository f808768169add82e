"""The pages of adopted targets: the list of a municipality, and the forms that record and withdraw one."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.challenges.choosing.models import Choice, ChosenIndicator
from loftet.challenges.choosing.places import OfMunicipality
from loftet.challenges.targets.actions import adopt_target, withdraw_target
from loftet.challenges.targets.forms import Known, TargetForm, WithdrawTargetForm
from loftet.challenges.targets.models import AdoptedTarget
from loftet.challenges.targets.queries import lines_of, readings_of
from loftet.challenges.targets.rules import may_withdraw, may_work_for
from loftet.core.pages import CreatePage, EditPage, RecordPage
from loftet.core.verdicts import anybody
from loftet.core.words import Words, page_language
from loftet.editions.rows import Indicator
from loftet.status.edition import edition_of, store
from loftet.status.goal_names import goals

SHOWN = "indikator"


class AdoptedTargets(OfMunicipality, RecordPage):
    """The targets that a municipality has adopted, each beside its figure."""

    rule = anybody
    template_name = "challenges/pages/targets.html"

    def get_title(self) -> Words:
        """Return the heading."""
        return _("What %(place)s has decided to reach") % {"place": self.subject.name}

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the targets that hold, and those that do so no longer."""
        language = page_language()
        lines = lines_of(store(), edition_of(self.request), self.subject, language)
        holding = [one for one in lines if one.target.withdrawn_on is None]
        return super().get_context(
            holding=holding,
            withdrawn=[one for one in lines if one.target.withdrawn_on is not None],
            this_year=timezone.localdate().year,
            may_work=bool(may_work_for(self.actor, self.subject)),
            **more,
        )


class AdoptTarget(OfMunicipality, CreatePage):
    """The form that records an adopted target; the indicators that the municipality has chosen come first."""

    rule = may_work_for
    form_class = TargetForm
    template_name = "challenges/pages/target_form.html"
    action = adopt_target
    title = gettext_lazy("Record an adopted target")
    lead = gettext_lazy("What was decided, as the minutes have it. It is shown beside the figure.")
    success = gettext_lazy("The target is shown beside the figure.")
    back_url = ("adopted_targets", "slug")

    def get_form_options(self) -> dict[str, Any]:
        """Return the choices, and what the form may ask for."""
        begun = {"indicator": self.request.GET.get(SHOWN, "")}
        return {"place": self.subject, "groups": self.groups(), "known": self.known, "initial": begun}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Return the indicators of the edition by key, in the language of the page."""
        edition, language = edition_of(self.request), page_language()
        return {one.key: one for one in store().indicators(edition, language)} if edition else {}

    def groups(self) -> Iterable[Any]:
        """Return the indicators to choose from, by goal."""
        chosen = ChosenIndicator.objects.filter(set__place=self.subject, state=Choice.CHOSEN)
        first = [key for key in chosen.values_list("indicator", flat=True) if key in self.indicators]
        groups = [(_("The indicators that you have chosen"), first)] if first else []
        for goal in goals():
            groups += [(goal.title, [one.key for one in self.indicators.values() if one.goal == goal.key])]
        yield "", _("Choose an indicator")
        for name, keys in groups:
            yield name, [(key, self.indicators[key].name) for key in keys]

    def known(self, key: str) -> Known | None:
        """Return what the edition knows of an indicator."""
        edition, indicator = edition_of(self.request), self.indicators.get(key)
        if edition is None or indicator is None:
            return None
        rows = store().indicator_table(edition, key)
        values = [one.value for one in rows if one.value is not None] or [0.0]
        own = readings_of(store(), edition, self.subject, {key}).get(key)
        return Known(indicator, min(values), max(values), own.value if own else None)


class WithdrawTarget(EditPage):
    """Ask when and why a target was withdrawn."""

    rule = may_withdraw
    model = AdoptedTarget
    form_class = WithdrawTargetForm
    template_name = "challenges/pages/target_form.html"
    action = withdraw_target
    button = gettext_lazy("Withdraw the target")
    success = gettext_lazy("The target is withdrawn. It stays in the list, with the reason.")

    def get_title(self) -> Words:
        """Return the heading."""
        return _("Withdraw the target for %(year)s") % {"year": self.subject.year}

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the context, with the municipality."""
        return super().get_context(place=self.subject.place, **more)
