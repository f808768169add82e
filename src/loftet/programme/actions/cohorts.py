"""Partnerships and cohorts: begun, changed, municipalities invited to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.core.verdicts import demand
from loftet.core.versions import same_version
from loftet.decisions.actions.matters import Draft, prepare_matters
from loftet.geography.slugs import slug as slug_of
from loftet.invalid_input import InvalidInput
from loftet.log.actions import Line, record, record_all
from loftet.notices.actions.notifications import News, notify_all
from loftet.notices.models import Reason
from loftet.people.models import Organisation, User
from loftet.people.queries import permissions_at
from loftet.places.models import Place
from loftet.programme.actions.following import follow_own_cohort
from loftet.programme.addresses import participation_address
from loftet.programme.catalogue import ready_matters
from loftet.programme.models import (
    Cohort,
    CohortPartner,
    Participation,
    ParticipationDecision,
    Partnership,
    PartnershipMember,
)
from loftet.programme.queries.people import facilitators_of, own_top_management
from loftet.programme.rules import may_invite_to, may_lead, may_run


@dataclass(frozen=True, slots=True)
class CohortPlan:
    """What a cohort is to be: its words, its time and who works with it."""

    name: str
    about: str
    language: str
    begins: date
    ends: date | None
    partners: tuple[Organisation, ...] = ()


@dataclass(frozen=True, slots=True)
class Invited:
    """What came of inviting: who was, and of these, who has nobody in its top management to tell."""

    new: tuple[Participation, ...]
    without_management: tuple[Organisation, ...]


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


@transaction.atomic
def begin_cohort(
    partnership: Partnership, lead: Organisation, region: Place, plan: CohortPlan, *, by: User, today: date
) -> Cohort:
    """Begin a cohort of a region's municipalities.

    Raises:
        NotAllowed: when the person may not begin one for the organisation in the region.
        InvalidInput: when the cohort would end before it begins.
    """
    demand(may_lead(permissions_at(by, today), lead, region, today))
    Partnership.objects.select_for_update().get(pk=partnership.pk)  # so that two get two addresses
    cohort = Cohort(
        partnership=partnership, lead=lead, region=region, slug=_free_slug(region, plan.name), name=plan.name
    )
    _write(cohort, plan)
    cohort.save()
    _set_partners(cohort, plan.partners)
    _record("cohort.begun", cohort, by=by)
    follow_own_cohort(facilitators_of(lead, today), cohort, timezone.now())
    return cohort


@transaction.atomic
def revise_cohort(cohort: Cohort, version: int, plan: CohortPlan, *, by: User, today: date) -> Cohort:
    """Change the words, the time and the partners of a cohort; its address stays.

    Raises:
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
    """
    row = Cohort.objects.select_for_update(of=("self",)).select_related("lead", "region").get(pk=cohort.pk)
    demand(may_run(permissions_at(by, today), row))
    same_version(row.version, version)
    row.name = plan.name
    _write(row, plan)
    row.version += 1
    row.save()
    _set_partners(row, plan.partners)
    _record("cohort.revised", row, by=by, version=row.version)
    return row


def _free_slug(region: Place, name: str) -> str:
    """Return an address that begins with the region, so that it is never the word of another page."""
    wanted = f"{region.slug}-{slug_of(name)}"[:70].strip("-")
    taken = set(Cohort.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    tries = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in tries if one not in taken)


def _write(cohort: Cohort, plan: CohortPlan) -> None:
    if plan.ends is not None and plan.ends <= plan.begins:
        raise InvalidInput.because(_("It must end after it begins."), field="ends")
    cohort.about, cohort.language = plan.about, plan.language
    cohort.begins, cohort.ends = plan.begins, plan.ends


def _set_partners(cohort: Cohort, partners: Sequence[Organisation]) -> None:
    cohort.partners.exclude(organisation__in=partners).delete()
    for one in partners:
        CohortPartner.objects.get_or_create(cohort=cohort, organisation=one)


@transaction.atomic
def invite(
    cohort: Cohort, organisations: Sequence[Organisation], text: str, *, by: User, now: datetime, today: date
) -> Invited:
    """Invite municipalities, with a matter prepared for each if `text` names a ready one.

    A municipality that is invited already is left as it is.

    Raises:
        NotAllowed: when the person may not, or one of them is not of the cohort's region.
    """
    row = _locked(cohort)
    demand(may_invite_to(permissions_at(by, today), row, organisations, today))
    there = set(row.participations.values_list("organisation", flat=True))
    asked = [one for one in dict.fromkeys(organisations) if one.pk not in there]
    made = [Participation(cohort=row, organisation=one, invited=now, invited_by=by) for one in asked]
    if text and asked:
        drafts = [(one, draft_of(text, row, one)) for one in asked]
        matters = prepare_matters(drafts, row.lead, by=by, now=now, today=today)
        for participation, matter in zip(made, matters, strict=True):
            participation.matter = matter
    new = Participation.objects.bulk_create(made)
    _note_all("participation.invited", row, new, by=by)
    told = tell_management(row, new, by=by, now=now, today=today)
    return Invited(tuple(new), tuple(one.organisation for one in new if one.organisation_id not in told))


def tell_management(
    cohort: Cohort, participations: Sequence[Participation], *, by: User, now: datetime, today: date
) -> Mapping[int, tuple[User, ...]]:
    """Notify the top management of municipalities that they are invited; return who were to be notified."""
    leaders = own_top_management([one.organisation_id for one in participations], today)
    told = [
        (
            News(
                "participation.invited",
                one,
                participation_address(one),
                organisation=one.organisation.name,
                details={"cohort": str(cohort), "lead": cohort.lead.name},
                within=(one.organisation,),
            ),
            leaders.get(one.organisation_id, ()),
        )
        for one in participations
    ]
    notify_all(told, reason=Reason.ASKED, by=by, now=now)
    return leaders


@transaction.atomic
def invite_again(
    cohort: Cohort, participations: Sequence[Participation], *, by: User, now: datetime, today: date
) -> Invited:
    """Remind municipalities that have decided nothing of the invitation; others are left in peace."""
    row = _locked(cohort)
    demand(may_run(permissions_at(by, today), row))
    decided = ParticipationDecision.objects.filter(participation__in=participations)
    answered = set(decided.values_list("participation", flat=True))
    waiting = [one for one in participations if one.pk not in answered]
    _note_all("participation.reminded", row, waiting, by=by)
    told = tell_management(row, waiting, by=by, now=now, today=today)
    without = tuple(one.organisation for one in waiting if one.organisation_id not in told)
    return Invited(tuple(waiting), without)


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


def _locked(cohort: Cohort) -> Cohort:
    rows = Cohort.objects.select_for_update(of=("self",)).select_related("lead", "region", "partnership")
    return rows.get(pk=cohort.pk)


def _note_all(action: str, cohort: Cohort, participations: Iterable[Participation], *, by: User) -> None:
    """Write the same in the log of each municipality."""
    lines = [Line(one, one.organisation.slug) for one in participations]
    record_all(action, lines, by=by, acting_for=cohort.lead.name)


def _record(action: str, cohort: Cohort, *, by: User, **details: str | int) -> None:
    lead = cohort.lead
    record(action, cohort, by=by, acting_for=lead.name, scope=lead.slug, details=details)
