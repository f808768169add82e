"""A matter: its page, and what can be done with it as a whole."""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from loftet.core.actions import Rule
from loftet.core.pages import CreatePage, EditPage, Page, PostPage, VersionPage
from loftet.core.verdicts import Denied, anybody
from loftet.core.words import page_language
from loftet.decisions.actions.departures import Journal
from loftet.decisions.actions.matters import (
    assign_matter,
    publish_matter,
    revise_matter,
    withdraw_matter,
    write_matter,
)
from loftet.decisions.forms import AssignForm, MatterForm, PublishForm, WithdrawForm
from loftet.decisions.models import Matter, MatterState
from loftet.decisions.parts import OfMatter, shown
from loftet.decisions.queries.functions import may_be_assigned
from loftet.decisions.queries.matters import find_matter, page_of
from loftet.decisions.queries.standing import Standing, has_been
from loftet.decisions.rules import (
    LEADS_OUT,
    is_open_to,
    may_decide_by_delegation,
    may_declare,
    may_hand_matter_out,
    may_lead_out,
    may_plan,
    may_publish,
    may_record,
    may_revise,
    may_see,
    may_withdraw,
    may_write,
    prepares,
)
from loftet.openness.journal import Journalled
from loftet.openness.legal_bases import bases_on
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.pages.base import OfOrganisationMixin, SignedInPage
from loftet.people.pages.disqualify import DisqualifiedForm, DisqualifyPage

# --- the page -------------------------------------------------------------------------------------


class ShownMatter(Page):
    """A page of a matter to those who may read it; a draft answers others like one that is not there."""

    rule: ClassVar[Rule] = anybody
    context_names = {"matter": "subject"}
    actor: Actor
    subject: Matter

    def get_subject(self) -> Matter:
        """Return the matter with all that has happened with it."""
        found = find_matter(self.kwargs["matter"])
        return shown(self.actor, found, found)


class MatterPage(ShownMatter):
    """A matter, how it stands, and all that has happened with it."""

    template_name = "decisions/pages/matter.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return all that is shown of the matter, and what the reader may do with it."""
        actor, one, open_to = self.actor, self.subject, is_open_to(self.actor, self.subject)
        may_record_some = {
            treatment.pk
            for treatment in one.treatments.all()
            if has_been(treatment, actor.today) and may_record(actor, treatment)
        }
        page = page_of(one, actor.permissions, actor.today, closed=not open_to)
        may = may_do(actor, one, page.standing)
        source = one.derived_from
        named = source is not None and may_see(actor.permissions, source) and is_open_to(actor, source)
        return super().get_context(**more) | {
            "page": page,
            "may": may,
            "source_is_named": bool(named),
            "may_record": may_record_some,
            "next": next_step(page.standing, may, may_record_some),
            "closed": open_to.reason if isinstance(open_to, Denied) else "",
            "inside": actor.permissions.has(one.organisation),
            "may_declare": bool(open_to and may_declare(actor, one)),
            "leads_out": one.organisation.kind in LEADS_OUT,
            "disqualified_form": DisqualifiedForm(),
        }


def may_do(actor: Actor, one: Matter, standing: Standing) -> Mapping[str, bool]:
    """Return what a reader may do with a matter."""
    may_plan_it = bool(may_plan(actor, one))
    return {
        "revise": bool(may_revise(actor, one)),
        "publish": bool(may_publish(actor, one)),
        "withdraw": bool(may_withdraw(actor, one)),
        "hand_out": bool(may_hand_matter_out(actor, one)),
        "lead_out": bool(may_lead_out(actor, one)),
        "plan": may_plan_it and not standing.is_decided,
        "assign": may_plan_it,
        "follow_up": may_plan_it and one.state != MatterState.PREPARED,
        "delegate": not standing.is_decided and bool(may_decide_by_delegation(actor, one)),
    }


def next_step(standing: Standing, may: Mapping[str, bool], may_record: Collection[int]) -> str:
    """Return the step that a matter waits for, of those that the reader may take."""
    treatment = standing.treatment
    if treatment is not None and not treatment.outcome:
        return "record" if treatment.pk in may_record and treatment.meeting else ""
    return next((step for step in ("plan", "publish") if may[step]), "")


# --- written --------------------------------------------------------------------------------------


class MatterCreate(SignedInPage, OfOrganisationMixin, CreatePage):
    """Write a matter."""

    rule = may_write
    title = _("Write a matter")
    lead = _("It is a draft that only your own organisation reads, until it is published.")
    button = _("Keep the draft")
    success = ""
    template_name = "decisions/pages/matter_form.html"
    model, form_class = Matter, MatterForm
    subject: Organisation
    back_url = ("matters", "slug")

    def get_form_options(self) -> dict[str, Any]:
        """Return the form of Norwegian that is likely, and the paragraphs of the day."""
        place = self.subject.place
        form = place.language if place is not None else ""
        language = form if form in ("nb", "nn") else page_language()
        return {"initial": {"language": language}, "bases": bases_on(self.actor.today)}

    def save(self, form: MatterForm) -> Matter:
        """Write it."""
        return write_matter(self.subject, form.draft(), actor=self.actor)


class MatterEdit(OfMatter, EditPage):
    """Change a matter."""

    rule = may_revise
    title = _("Change the text")
    lead = _("What you write replaces the text. If others have written meanwhile, you see it.")
    button = _("Keep what is written")
    model, form_class = Matter, MatterForm

    def get_form_options(self) -> dict[str, Any]:
        """Return the matter; who prepared it for others withholds nothing in it."""
        outside = prepares(self.actor.permissions, self.subject)
        return {"instance": self.subject, "bases": () if outside else bases_on(self.actor.today)}

    def save(self, form: MatterForm) -> Matter:  # type: ignore[override]
        """Change it; what the form does not ask for stays."""
        row = form.read_record()
        return revise_matter(row, form.draft(row), actor=self.actor)


# --- published, withdrawn, closed -----------------------------------------------------------------


class MatterPublish(OfMatter, VersionPage):
    """Ask whether it is to be journalled, and make the matter public."""

    rule = may_publish
    title = _("Publish the matter")
    lead = _(
        "Everybody can then read it and how it is treated. What is withheld stays so, with its paragraph."
    )
    button = _("Publish the matter")
    success = _("Everybody can read the matter now.")
    form_class = PublishForm

    def get_form_options(self) -> dict[str, Any]:
        """Return what is known of the journal."""
        known = {"is_journalled": bool(self.subject.case_number), "entry": self.subject.case_number}
        return {"initial": {"version": self.subject.version} | known}

    def run(self, written: dict[str, Any]) -> Matter:
        """Publish it."""
        entry = written["entry"] if written["is_journalled"] else ""
        journal = Journal(Journalled.YES if written["is_journalled"] else Journalled.WILL_BE, entry)
        return publish_matter(self.subject, journal, actor=self.actor)


class MatterAssign(OfMatter, VersionPage):
    """Assign the work on a matter to a colleague."""

    rule = may_plan
    title = _("Give it to …")
    lead = _("Papers and outcomes then wait for that person alone, who gets a letter.")
    button = _("Give it")
    form_class = AssignForm

    def get_form_options(self) -> dict[str, Any]:
        """Return who can work on it, and who does."""
        known = {"version": self.subject.version, "assignee": self.subject.assignee_id}
        writers = may_be_assigned(self.subject, self.actor.today)
        return {"initial": known, "choices": {"assignee": writers}}

    def run(self, written: dict[str, Any]) -> Matter:
        """Assign it."""
        return assign_matter(self.subject, written["assignee"], actor=self.actor)


class MatterWithdraw(OfMatter, VersionPage):
    """Withdraw a matter, with the reason."""

    rule = may_withdraw
    title = _("Withdraw the matter")
    lead = _("Its page stays, with the reason.")
    button = _("Withdraw it")
    form_class = WithdrawForm

    def run(self, written: dict[str, Any]) -> Matter:
        """Withdraw it."""
        return withdraw_matter(self.subject, written["reason"], actor=self.actor)


class DeclareDisqualified(SignedInPage, PostPage, OfMatter, DisqualifyPage):
    """Declare to be disqualified on a matter: by those who have a role in the organisation or prepared it."""

    rule = may_declare
    success = _("You have declared to be disqualified. The matter is closed to you.")

    def get_scope(self) -> str:
        """Return the organisation of the matter."""
        return str(self.subject.organisation.slug)
