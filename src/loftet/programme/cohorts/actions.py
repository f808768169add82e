"""Partnerships and cohorts: begun, changed, municipalities invited to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.core.verdicts import demand
from loftet.decisions.actions.matters import Draft, prepare_matters
from loftet.geography.slugs import slug as slug_of
from loftet.invalid_input import InvalidInput
from loftet.log.actions import Line, record, record_all
from loftet.notices.actions.notifications import News, notify_all
from loftet.notices.models import Reason
from loftet.people.actions.invitations import Terms
from loftet.people.actions.invitations import invite as invite_to_role
from loftet.people.actions.organisations import NewOrganisation, add_organisation
from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind, RoleKind
from loftet.people.queries.holders import facilitators_of, own_top_management
from loftet.places.models import Place
from loftet.programme.catalogue import ready_matters
from loftet.programme.following import follow_own_cohort
from loftet.programme.models import (
    Cohort,
    CohortPartner,
    Participation,
    ParticipationDecision,
    Partnership,
    PartnershipMember,
)
from loftet.programme.rules import may_begin_cohort, may_delete, may_invite_to, may_lead, may_run


@dataclass(frozen=True, slots=True)
class Invited:
    """The result of inviting or reminding: who was, and the people or addresses that get a letter."""

    new: tuple[Participation, ...]
    leaders: Mapping[int, tuple[object, ...]]

    @property
    def without_management(self) -> tuple[Organisation, ...]:
        """Return those that have nobody in their top management to tell."""
        return tuple(one.organisation for one in self.new if one.organisation_id not in self.leaders)

    @property
    def receivers(self) -> str:
        """Return the people to whom a letter goes, each with the municipality."""
        return "; ".join(
            f"{', '.join(map(str, self.leaders[one.organisation_id]))} ({one.organisation.short_name})"
            for one in self.new
            if one.organisation_id in self.leaders
        )


@transaction.atomic
def set_partnership(
    slug: str, name: str, language: str, members: Iterable[Organisation], *, today: date
) -> Partnership:
    """Create a partnership, or update its name and add members; done by those who run the site."""
    made, new = Partnership.objects.get_or_create(slug=slug, defaults={"name": name, "language": language})
    made.name, made.language = name, language
    made.full_clean()
    made.save(update_fields=["name", "language"])
    added = [
        one.slug
        for one in members
        if PartnershipMember.objects.get_or_create(
            partnership=made, organisation=one, valid_to=None, defaults={"valid_from": today}
        )[1]
    ]
    record("partnership.made" if new else "partnership.changed", made, by=None, details={"members": added})
    return made


@action("cohort.begun", rule=may_begin_cohort, creates=True, locks_parent=True)
def begin_cohort(
    partnership: Partnership, lead: Organisation, region: Place, written: Mapping[str, Any], *, actor: Actor
) -> Cohort:
    """Begin a cohort of a region's municipalities; `written` holds its fields, and its `partners`.

    Raises:
        NotAllowed: when the person may not begin one for the organisation in the region.
        InvalidInput: when the cohort would end before it begins, or its name is taken or says nothing.
    """
    demand(may_lead(actor.permissions, lead, region, actor.today))
    cohort = Cohort(
        partnership=partnership, lead=lead, region=region, slug=_free_slug(region, written["name"])
    )
    _write(cohort, written)
    cohort.save()
    _set_partners(cohort, written)
    follow_own_cohort(facilitators_of(lead, actor.today), cohort, actor.now)
    return cohort


@action("cohort.revised", rule=may_run, details=lambda done: {"version": done.record.version})
def revise_cohort(row: Cohort, written: Mapping[str, Any], *, actor: Actor) -> Cohort:
    """Change the words, the time and the partners of a cohort; its address stays.

    Raises:
        InvalidInput: when the cohort would end before it begins, or its name is taken or says nothing.
    """
    Partnership.objects.select_for_update().get(pk=row.partnership_id)  # so that two do not take one name
    _write(row, written)
    _set_partners(row, written)
    return row


@action("cohort.deleted", rule=may_delete)
def delete_cohort(row: Cohort, *, actor: Actor) -> None:
    """Delete a cohort to which nobody has been invited; the log keeps that it was there."""
    row.delete()


def _check_name(cohort: Cohort) -> None:
    """Check that a name says something, and that no other cohort of the partnership has it."""
    if not any(sign.isalnum() for sign in cohort.name):
        raise InvalidInput.because(_("Write a name with letters or numbers."), field="name")
    others = Cohort.objects.filter(partnership=cohort.partnership_id).exclude(pk=cohort.pk)
    words = cohort.name.strip().casefold()
    taken = next((one for one in others.select_related("region") if one.name.casefold() == words), None)
    if taken is not None:
        said = {
            "name": taken.name,
            "region": taken.region.name,
            "own": f"{cohort.name}, {cohort.region.name}",
        }
        raise InvalidInput.because(
            _("There is a cohort «%(name)s» in %(region)s already. Call this one for example «%(own)s».")
            % said,
            field="name",
        )


def _free_slug(region: Place, name: str) -> str:
    """Return an address that begins with the region, so that it is never the word of another page."""
    wanted = f"{region.slug}-{slug_of(name)}"[:70].strip("-")
    taken = set(Cohort.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    tries = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in tries if one not in taken)


def _write(cohort: Cohort, written: Mapping[str, Any]) -> None:
    set_values(cohort, {name: value for name, value in written.items() if name != "partners"})
    _check_name(cohort)


def _set_partners(cohort: Cohort, written: Mapping[str, Any]) -> None:
    partners = written.get("partners", ())
    cohort.partners.exclude(organisation__in=partners).delete()
    for one in partners:
        CohortPartner.objects.get_or_create(cohort=cohort, organisation=one)


@action(None, rule=may_run, creates=True)
def invite_places(
    cohort: Cohort,
    asked: Mapping[Place, str],
    text: str,
    organisations: Sequence[Organisation] = (),
    *,
    actor: Actor,
) -> Invited:
    """Invite municipalities; one that is not here yet is added, and its director is asked.

    `asked` gives the e-mail address of the director of each new one; that person alone can then let the
    municipality take part.

    Raises:
        NotAllowed: when the person may not, or one of them is not of the cohort's region.
        InvalidInput: when an address is not one.
    """
    kind = OrganisationKind.MUNICIPALITY
    new = [(NewOrganisation(one.slug, f"{one.name} kommune", kind), one) for one in asked]
    made = [add_organisation(*one, by=actor.person) for one in new]
    done = invite(cohort, [*organisations, *made], text, actor=actor)
    for one, email in zip(made, asked.values(), strict=True):
        terms = Terms(kind=RoleKind.TOP_MANAGEMENT)
        invite_to_role(one, email, terms, language=one.official_form, actor=actor)
    addresses = {one.pk: (email,) for one, email in zip(made, asked.values(), strict=True)}
    return Invited(done.new, {**done.leaders, **addresses})


@action(None, rule=may_run, creates=True)
def invite(cohort: Cohort, organisations: Sequence[Organisation], text: str, *, actor: Actor) -> Invited:
    """Invite municipalities, with a matter prepared for each if `text` names a ready one.

    A municipality that is invited already is left as it is.

    Raises:
        NotAllowed: when one of them is not of the cohort's region.
    """
    demand(may_invite_to(actor, cohort, organisations))
    there = set(cohort.participations.values_list("organisation", flat=True))
    asked = [one for one in dict.fromkeys(organisations) if one.pk not in there]
    about = {"cohort": cohort, "invited": actor.now, "invited_by": actor.person}
    made = [Participation(organisation=one, **about) for one in asked]
    if text and asked:
        drafts = [(one, draft_of(text, cohort, one)) for one in asked]
        for row, matter in zip(made, prepare_matters(drafts, cohort.lead, actor=actor), strict=True):
            row.matter = matter
    return _tell_invited("participation.invited", cohort, Participation.objects.bulk_create(made), actor)


@action(None, rule=may_run, creates=True)
def invite_again(
    cohort: Cohort, participations: Sequence[Participation], message: str = "", *, actor: Actor
) -> Invited:
    """Remind municipalities that have decided nothing of the invitation, with a sentence of one's own."""
    decided = ParticipationDecision.objects.filter(participation__in=participations)
    answered = set(decided.values_list("participation", flat=True))
    waiting = [one for one in participations if one.pk not in answered]
    return _tell_invited("participation.reminded", cohort, waiting, actor, message)


def _tell_invited(
    kind: str, cohort: Cohort, rows: Sequence[Participation], actor: Actor, message: str = ""
) -> Invited:
    """Write in the log of municipalities, and to their top management, that they are invited."""
    lines = [Line(one, one.organisation.slug) for one in rows]
    record_all(kind, lines, by=actor.person, acting_for=cohort.lead.name)
    leaders = own_top_management([one.organisation_id for one in rows], actor.today)
    details = {"cohort": str(cohort), "lead": cohort.lead.name, "message": message}
    told = [
        (
            News.about(kind, one, one.organisation, **details),
            leaders.get(one.organisation_id, ()),
        )
        for one in rows
    ]
    notify_all(told, reason=Reason.ASKED, by=actor.person, now=actor.now)
    return Invited(tuple(rows), leaders)


def draft_of(text: str, cohort: Cohort, organisation: Organisation) -> Draft:
    """Fill in a ready text in the municipality's official form of Norwegian.

    Raises:
        InvalidInput: when there is no such text.
    """
    ready = ready_matters().get(text)
    if ready is None:
        raise InvalidInput.because(_("There is no such ready text."))
    form = organisation.official_form
    with translation.override(form):
        begins = date_format(cohort.begins, "j. F Y")
    words = {
        "municipality": organisation.name,
        "partnership": cohort.partnership.name,
        "cohort": cohort.name,
        "region": cohort.region.name,
        "lead": cohort.lead.name,
        "begins": begins,
    }
    return Draft(**ready.filled(form, words), language=form)
