"""The page on which somebody declares to be disqualified («inhabil») on a record of any app."""

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import PlainForm
from loftet.core.pages import FormPage
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import Disqualification


class DisqualifiedForm(PlainForm):
    """The reason of somebody who stands too close; it may be left out."""

    reason = forms.CharField(
        label=_("Why, if you want to say it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DisqualifyPage(FormPage):
    """Declare to be disqualified on a record: it, or a part of it, is then closed to the person."""

    title = _("Are you disqualified («inhabil»)?")
    button = _("Declare it")
    form_class = DisqualifiedForm

    def get_scope(self) -> str:
        """Return the slug of the organisation whose log mentions it."""
        raise NotImplementedError

    def save(self, form: DisqualifiedForm) -> Disqualification:
        """Save what is declared."""
        return declare_disqualified(
            self.actor.person,
            self.subject,
            reason=form.cleaned_data["reason"],
            scope=self.get_scope(),
            now=self.actor.now,
        )

    def get_default_url(self) -> str:
        """Return the page of the record; one that is closed altogether has another page to go on to."""
        return self.get_back_url()
