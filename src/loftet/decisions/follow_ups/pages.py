"""The two forms about what is to follow a decision."""

from django.utils.translation import gettext_lazy as _

from loftet.core.forms import RecordForm
from loftet.core.pages import CreatePage, EditPage, FormPage
from loftet.core.words import Words
from loftet.decisions.follow_ups.actions import add_follow_up, finish_follow_up, revise_follow_up
from loftet.decisions.follow_ups.forms import FollowUpForm, ReviseFollowUpForm
from loftet.decisions.models import FollowUp
from loftet.decisions.parts import OfMatter
from loftet.decisions.rules import may_move, may_plan


class FollowUpCreate(OfMatter, CreatePage):
    """Add what is to be done."""

    rule = may_plan
    title = _("Add what is to be done")
    lead = _("It waits for those who write matters of the organisation from two weeks before it is due.")
    button = _("Keep it")
    success = FormPage.success
    form_class = FollowUpForm
    action = add_follow_up


class FollowUpEdit(OfMatter, EditPage):
    """Change what is to be done, or say that it is done."""

    rule = may_move
    title = _("Change what is to be done")
    button = _("Keep it")
    success = FormPage.success
    model = FollowUp
    form_class = ReviseFollowUpForm

    def get_subject(self) -> FollowUp:
        """Return what is to follow, with its matter."""
        rows = self.get_queryset().filter(matter=self.kwargs["matter"], pk=self.kwargs["follow_up"])
        found: FollowUp = self.shown_part(rows.first())
        return found

    def get_lead(self) -> Words:
        """Return what is to be done, as it stands."""
        return str(self.subject.text)

    def save(self, form: RecordForm[FollowUp]) -> FollowUp:
        """Call the action that the box asks for."""
        act = finish_follow_up if form.cleaned_data["is_done"] else revise_follow_up
        return act(form.read_record(), form.changes, actor=self.actor)
