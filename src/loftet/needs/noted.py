"""A need that a coordinator writes in for a municipality: written and shared when it is confirmed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.agreements.rules import WRITES
from loftet.challenges.models import Challenge
from loftet.challenges.queries import challenge_name
from loftet.core.fields import number_field
from loftet.core.forms import RecordForm
from loftet.core.pages.lists import amount_text
from loftet.needs.actions import share_need, write_need
from loftet.needs.models import STANDS_FOR, Audience, Need
from loftet.needs.pages.writing import CHALLENGE
from loftet.needs.queries import Origin, written_from
from loftet.notices.models import Noted
from loftet.notices.noted.actions import write_in
from loftet.notices.noted.forms import SaidFields
from loftet.notices.noted.kinds import NotedKind
from loftet.notices.noted.pages import WriteInPage
from loftet.notices.noted.rules import may_write_in, people_asked
from loftet.openness.journal import Journal
from loftet.people.actor import Actor
from loftet.people.models import User
from loftet.people.pages.base import OfOrganisationMixin

KEY = "need"


def _words(noted: Noted) -> str:
    words = _("%(name)s needs: %(title)s. The municipalities of the region read it.")
    return words % {"name": noted.organisation.name, "title": str(noted.wants["title"]).rstrip(".")}


def _run(noted: Noted, _written: Mapping[str, Any], actor: Actor) -> Need:
    """Write the need as the one who confirms it, and share it with the region."""
    wants = dict(noted.wants)
    challenge = Challenge.objects.standing().filter(pk=wants.pop("challenge", None) or 0).first()
    filled = written_from(Origin(challenge), noted.organisation)
    need = write_need(noted.organisation, filled | wants, actor=actor)
    shared = {"audience": Audience.REGION, "expires_on": actor.today + STANDS_FOR}
    need.refresh_from_db()
    return share_need(need, {**shared, "journal": Journal.NOT_NEEDED, "journal_case": ""}, actor=actor)


def _text(noted: Noted) -> str:
    """Return what was told of the need besides its sentence."""
    wants = noted.wants
    volume = amount_text(Decimal(wants["volume"]), wants.get("unit", "")) if "volume" in wants else ""
    return "\n\n".join(one for one in (wants.get("problem", ""), wants.get("effect", ""), volume) if one)


NOTED = {KEY: NotedKind(words=_words, run=_run, text=_text)}


class NeedNoteForm(SaidFields, RecordForm[Need]):
    """A need as the municipality has told of it, and by whom."""

    volume = number_field(gettext_lazy("Volume"))
    field_order = ("title", "problem", "effect", "volume", "unit", *SaidFields.base_fields)

    class Meta:
        model = Need
        fields = ("title", "problem", "effect", "volume", "unit")
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("problem", "effect")}
        labels = {
            "title": gettext_lazy("The need in one sentence"),
            "problem": gettext_lazy("This is how it is today"),
            "effect": gettext_lazy("This is how they want it"),
            "unit": gettext_lazy("Unit"),
        }


class NeedNote(OfOrganisationMixin, WriteInPage):
    """Write in the need of a municipality from a call, an e-mail or paper."""

    rule = may_write_in
    title = gettext_lazy("A need that they have told of")
    lead = gettext_lazy("The one you choose gets a letter. Nothing is shared before they have said yes.")
    template_name = "needs/pages/form.html"
    form_class = NeedNoteForm

    @property
    def challenge(self) -> Challenge | None:
        """Return the challenge that the address names, where it stands."""
        return Challenge.objects.standing().filter(pk=self.key_in_address(CHALLENGE)).first()

    def get_form_options(self) -> dict[str, Any]:
        """Return whom the letter can go to."""
        return {"instance": Need(organisation=self.subject)}

    def get_people(self) -> QuerySet[User]:
        """Return those who write needs themselves."""
        return people_asked(self.subject, WRITES, self.actor.today)

    def save(self, form: NeedNoteForm) -> Noted:
        """Write it in, with the challenge that it comes from."""
        wants = form.wants | ({"challenge": one.pk} if (one := self.challenge) else {})
        return write_in(self.subject, KEY, self.subject, form.said, wants, actor=self.actor)

    def get_success_url(self) -> str:
        """Return the page of the challenge, or the list: the organisation's is closed to a facilitator."""
        return str(one.get_absolute_url()) if (one := self.challenge) else reverse("needs")

    get_back_url = get_success_url

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form, and the challenge that it is made from."""
        origin = Origin(self.challenge) if self.challenge else None
        return super().get_context(
            origin=origin, challenge_name=challenge_name(self.challenge) if origin else "", **more
        )
