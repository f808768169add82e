"""Rules of bodies, matters and treatments; a no always has its reason."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from loftet.core.hooks import Hook
from loftet.core.registry import added_to
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.core.words import Words
from loftet.decisions.models import (
    DECIDES,
    Body,
    BodyKind,
    FollowUp,
    Matter,
    MatterState,
    Meeting,
    Treatment,
    TreatmentKind,
)
from loftet.decisions.models.matters import public_to_all
from loftet.openness.rules import may_hand_out
from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind, RoleKind, User
from loftet.people.permissions import Permissions
from loftet.people.queries.own import declared
from loftet.people.rules import COORDINATES, not_disqualified
from loftet.places.queries import lying_in

KEEPS_BODIES = (
    RoleKind.ADMINISTRATOR,
    RoleKind.EDITOR,
    RoleKind.PLANNER,
    RoleKind.FACILITATOR,
    RoleKind.TOP_MANAGEMENT,
)
WRITES = (
    *KEEPS_BODIES,
    RoleKind.SUSTAINABILITY_COORDINATOR,
    RoleKind.BUSINESS_ADVISER,
    RoleKind.PROCUREMENT_OFFICER,
)
RECORDS = (RoleKind.TOP_MANAGEMENT, RoleKind.ADMINISTRATOR, RoleKind.EDITOR, RoleKind.PLANNER)
# Whose matters lead to one in each municipality.
LEADS_OUT = frozenset({OrganisationKind.REGIONAL_COUNCIL, OrganisationKind.COUNTY})
# Bodies that are heard, and decide nothing.
HEARS = frozenset({BodyKind.YOUTH_COUNCIL, BodyKind.SENIOR_COUNCIL, BodyKind.DISABILITY_COUNCIL})
# Bodies that decide for all others of their organisation, and are heard by none of them.
COUNCILS = frozenset({BodyKind.COUNCIL, BodyKind.COUNTY_COUNCIL, BodyKind.REGIONAL_ASSEMBLY})


# --- bodies ---------------------------------------------------------------------------------------


def organisation_of(record: Organisation | Body | Meeting) -> Organisation:
    """Return an organisation, or that of one of its bodies or meetings."""
    if isinstance(record, Organisation):
        return record
    return record.body.organisation if isinstance(record, Meeting) else record.organisation


def may_keep_bodies(actor: Actor, record: Organisation | Body | Meeting) -> Verdict:
    """Check whether the actor may add bodies of an organisation, change them and plan their meetings."""
    if actor.permissions.has(organisation_of(record), *KEEPS_BODIES):
        return ALLOWED
    return Denied(
        _(
            "Bodies and meeting plans are kept by administrators, editors, planners, facilitators and top "
            "management of the organisation."
        )
    )


# --- matters --------------------------------------------------------------------------------------


def may_write(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may write matters of an organisation, by delegation too."""
    if actor.permissions.has(organisation, *WRITES):
        return ALLOWED
    return Denied(
        _(
            "Matters are written by those who have a role in the organisation for it: administrators, "
            "editors, planners, facilitators, advisers, buyers, coordinators and top management."
        )
    )


def belonging(organisations: Iterable[Organisation], leader: Organisation, on: date) -> frozenset[int]:
    """Return which municipalities belong to a regional council or a county; every one does to a partner."""
    if leader.kind not in COORDINATES:
        return frozenset()
    there = [one for one in organisations if one.kind == OrganisationKind.MUNICIPALITY]
    if leader.kind == OrganisationKind.PARTNER:
        return frozenset(one.pk for one in there)
    if leader.place is None:
        return frozenset()
    inside = lying_in(leader.place, [one.place_id for one in there if one.place_id is not None], on)
    return frozenset(one.pk for one in there if one.place_id in inside)


def may_prepare(
    permissions: Permissions, organisations: Sequence[Organisation], preparer: Organisation, on: date
) -> Verdict:
    """Check whether the actor may prepare matters for municipalities.

    A facilitator of who coordinates them.
    """
    if not permissions.has_own(preparer, RoleKind.FACILITATOR):
        return Denied(_("Matters are prepared for others by a facilitator of the organisation itself."))
    if not {one.pk for one in organisations} <= belonging(organisations, preparer, on):
        return Denied(_("A matter is prepared for municipalities that belong to the region or the county."))
    return ALLOWED


def may_lead_out(actor: Actor, matter: Matter) -> Verdict:
    """Check whether a regional matter may be led to one decision in each municipality."""
    if matter.organisation.kind not in LEADS_OUT:
        return Denied(_("Only a matter of a regional council or a county leads to one in each municipality."))
    if not actor.permissions.has_own(matter.organisation, RoleKind.FACILITATOR):
        return Denied(_("Matters are prepared for others by a facilitator of the organisation itself."))
    return is_open_to(actor, matter) and _alive(matter)


def readable(actor: Actor) -> Q:
    """Return the condition on the matters that somebody may read, as `may_see` says it of one."""
    own = actor.permissions.held_in()
    return public_to_all() | Q(organisation__in=own) | Q(prepared_by__in=own) if own else public_to_all()


def may_see(permissions: Permissions, matter: Matter) -> Verdict:
    """Check whether a matter is shown: a public one to all, others to those who write or prepared it."""
    if matter.is_public or permissions.has(matter.organisation):
        return ALLOWED
    prepared_by = matter.prepared_by
    if prepared_by is not None and permissions.has(prepared_by):
        return ALLOWED
    return Denied(_("The matter is not public. Only those who have a role in the organisation can read it."))


def may_read_restricted(permissions: Permissions, matter: Matter) -> Verdict:
    """Check whether what is withheld from the public is shown: to those in the organisation itself."""
    if permissions.has(matter.organisation):
        return ALLOWED
    return Denied(_("This is withheld from the public."))


def may_take_up(actor: Actor, matter: Matter) -> Verdict:
    """Check whether what others prepared may be made the organisation's own matter."""
    return is_open_to(actor, matter) and _may_begin(actor.permissions, matter)


def _may_begin(permissions: Permissions, matter: Matter) -> Verdict:
    if matter.state != MatterState.PREPARED:
        return Denied(_("The matter does not wait to be taken up."))
    return _own_management(
        permissions, matter, _("Only the organisation's own top management takes a matter up.")
    )


def may_revise(actor: Actor, matter: Matter) -> Verdict:
    """Check whether a matter may be revised: not when it has been decided, nor by outsiders once own."""
    is_open = is_open_to(actor, matter)
    if is_open and prepares(actor.permissions, matter):
        return ALLOWED
    goes_on = is_open and _goes_on(actor.permissions, matter) and may_write(actor, matter.organisation)
    if not goes_on:
        return goes_on
    if matter.treatments.filter(outcome__in=DECIDES).exists():
        return Denied(_("The matter has been decided. What was decided upon stays as it was."))
    return ALLOWED


def prepares(permissions: Permissions, matter: Matter) -> bool:
    """Check whether somebody prepared a matter for others, who have not begun with it."""
    preparer = matter.prepared_by
    waits = matter.state == MatterState.PREPARED
    return waits and preparer is not None and permissions.has_own(preparer, RoleKind.FACILITATOR)


def may_publish(actor: Actor, matter: Matter) -> Verdict:
    """Check whether a matter may be made public."""
    if matter.state == MatterState.PUBLIC:
        return Denied(_("The matter is public already."))
    reason = _("Only the organisation's own top management publishes a matter.")
    management = _own_management(actor.permissions, matter, reason)
    return is_open_to(actor, matter) and _goes_on(actor.permissions, matter) and management


def may_withdraw(actor: Actor, matter: Matter) -> Verdict:
    """Check whether a matter may be withdrawn: by its management, or by those who prepared or write it."""
    if not (is_open := is_open_to(actor, matter)):
        return is_open
    permissions = actor.permissions
    if matter.state == MatterState.WITHDRAWN:
        return Denied(_("The matter has been withdrawn."))
    if matter.treatments.exclude(outcome="").exists():
        return Denied(_("The matter has been treated, so it stays. Record what came of it instead."))
    if prepares(permissions, matter):
        return ALLOWED
    if matter.state == MatterState.DRAFT and permissions.has(matter.organisation, *WRITES):
        return ALLOWED
    return _own_management(
        permissions, matter, _("Only the organisation's own top management withdraws the matter.")
    )


# --- disqualified ---------------------------------------------------------------------------------

# Models of later apps whose rows depend on a matter, and the field that leads to it: to be disqualified on
# one closes the matter, too.
DEPENDENTS: Hook[tuple[type[models.Model], str]] = Hook("what rests on a matter")


def resting_on(*matters: Matter) -> tuple[models.Model, ...]:
    """Return matters and what rests on them: to be disqualified on one of it closes the matter."""
    if not matters:
        return ()
    found = (model._default_manager.filter(**{f"{field}__in": matters}) for model, field in dependents())
    return (*matters, *(row for rows in found for row in rows))


def dependents() -> tuple[tuple[type[models.Model], str], ...]:
    """Return the models that rest on matters, each with the field that leads to its matter."""
    return added_to(DEPENDENTS)


def open_to(user: User, *matters: Matter) -> Verdict:
    """Check whether matters are open to a person, who may be disqualified on one or on what rests on it."""
    return not_disqualified(user, *resting_on(*matters))


def closed_matters(permissions: Permissions) -> frozenset[int]:
    """Return the matters on which a person is disqualified; to be asked with `Permissions.once`.

    No query for who has declared nothing, else one for each kind of thing that is declared on.
    """
    closed: set[int] = set()
    models_and_fields: dict[type[models.Model], str] = {Matter: "pk", **dict(dependents())}
    for model, field in models_and_fields.items():
        kind = ContentType.objects.get_for_model(model).pk
        on = [one.subject_id for one in permissions.once(declared) if one.subject_type_id == kind]
        if on:
            rows = model._default_manager.filter(pk__in=on).exclude(**{field: None})
            closed.update(rows.values_list(field, flat=True))
    return frozenset(closed)


def is_open_to(actor: Actor, matter: Matter) -> Verdict:
    """Check whether a matter is open to an actor, as `open_to` does, once for all matters of a request."""
    if actor.user is None or matter.pk not in actor.permissions.once(closed_matters):
        return ALLOWED
    return open_to(actor.user, matter)


# --- treatments -----------------------------------------------------------------------------------


def may_plan(actor: Actor, matter: Matter) -> Verdict:
    """Check whether a treatment of a matter may be planned."""
    goes_on = is_open_to(actor, matter) and _goes_on(actor.permissions, matter)
    return goes_on and may_write(actor, matter.organisation)


def may_move(actor: Actor, part: Treatment | FollowUp) -> Verdict:
    """Check whether a treatment may be moved or called off, or a follow-up changed."""
    return may_plan(actor, part.matter)


def may_treat(body: Body, matter: Matter, kind: TreatmentKind, on: date) -> Verdict:
    """Check whether a body can treat a matter so.

    It is one of the organisation; a hearing body is only heard, and a council never.
    """
    if body.organisation_id != matter.organisation_id:
        return Denied(_("A matter is treated by bodies of its own organisation."), field="where")
    if body.ended is not None and body.ended <= on:
        return Denied(_("The body is no more."), field="where")
    if body.kind in HEARS and kind != TreatmentKind.HEARING:
        return Denied(
            _("The body is a hearing body: it gives a statement, and decides nothing."), field="where"
        )
    if body.kind in COUNCILS and kind == TreatmentKind.HEARING:
        return Denied(
            _("The council decides. Hearings are for councils of the young and the like."), field="where"
        )
    return ALLOWED


def may_record(actor: Actor, treatment: Treatment) -> Verdict:
    """Check whether what came of a treatment may be recorded; by delegation, by those who may decide so."""
    matter = treatment.matter
    if treatment.body is None:
        return may_decide_by_delegation(actor, matter)
    if not (treatable := is_open_to(actor, matter) and _alive(matter) and has_met(treatment, actor.today)):
        return treatable
    if actor.permissions.has_own(matter.organisation, *RECORDS):
        return ALLOWED
    return Denied(
        _(
            "What a body did is recorded by the organisation's own administrators, editors, planners and "
            "top management."
        )
    )


def has_met(treatment: Treatment, on: date) -> Verdict:
    """Check whether the meeting of a treatment, if it has one, has come."""
    meeting = treatment.meeting
    if meeting is None or meeting.day <= on:
        return ALLOWED
    words = _("The meeting is on %(day)s. What comes of it can be recorded from that day.")
    return Denied(words % {"day": date_format(meeting.day, "j. F Y")})


def may_decide_by_delegation(actor: Actor, matter: Matter) -> Verdict:
    """Check whether the actor may record a decision by delegation."""
    reason = _("Only the organisation's own top management decides by delegation.")
    management = _own_management(actor.permissions, matter, reason)
    return is_open_to(actor, matter) and _goes_on(actor.permissions, matter) and management


def may_hand_matter_out(actor: Actor, matter: Matter) -> Verdict:
    """Check whether the actor may hand the case out, or record that it has left the organisation."""
    return may_hand_out(actor, matter) and is_open_to(actor, matter)


def may_declare(actor: Actor, matter: Matter) -> Verdict:
    """Check whether somebody has anything to be disqualified from: a role where it is written or prepared."""
    preparer, permissions = matter.prepared_by, actor.permissions
    if permissions.has(matter.organisation) or (preparer is not None and permissions.has(preparer)):
        return ALLOWED
    return Denied(_("Only those who work on the matter can declare to be disqualified."))


def _own_management(permissions: Permissions, matter: Matter, reason: Words) -> Verdict:
    if permissions.has_own(matter.organisation, RoleKind.TOP_MANAGEMENT):
        return ALLOWED
    return Denied(reason)


def _goes_on(permissions: Permissions, matter: Matter) -> Verdict:
    """Check whether a matter can go on: one that others prepared does when its own management begins."""
    if matter.state == MatterState.PREPARED and _may_begin(permissions, matter):
        return ALLOWED
    return _alive(matter)


def _alive(matter: Matter) -> Verdict:
    """Check whether anything can be done with a matter: it has been taken up, and not been withdrawn."""
    if matter.state == MatterState.PREPARED:
        return Denied(_("The matter waits until the organisation's own top management begins with it."))
    if matter.state == MatterState.WITHDRAWN:
        return Denied(_("The matter has been withdrawn."))
    return ALLOWED
