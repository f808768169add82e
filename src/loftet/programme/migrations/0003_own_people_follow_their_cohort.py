"""Those who have a role in a cohort from before cohorts could be followed follow it, as newer ones do."""

from datetime import date

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q
from django.utils import timezone

# The outcomes by which a municipality takes part.
ADOPTS = ("adopted", "amended")
OUTCOMES = {
    "postponed": ("postponed",),
    "sent_back": ("sent_back",),
    "takes_part": ADOPTS,
    "does_not": (*ADOPTS, "rejected"),
    "withdrew": ADOPTS,
}


def begin(apps: StateApps, _schema: BaseDatabaseSchemaEditor | None) -> None:
    """Let them follow cohorts that last; who follows one or has stopped already is left as they are."""
    today = timezone.localdate()
    cohorts = list(apps.get_model("programme", "Cohort").objects.filter(Q(ends=None) | Q(ends__gt=today)))
    if not cohorts:
        return
    kinds = apps.get_model("contenttypes", "ContentType").objects
    kind, _new = kinds.get_or_create(app_label="programme", model="cohort")
    follow = apps.get_model("notices", "Follow")
    rows = [
        follow(
            user_id=user,
            subject_type_id=kind.pk,
            subject_id=cohort.pk,
            label=cohort.name,
            address=f"/kull/{cohort.slug}/",
            automatic=True,
            since=timezone.now(),
        )
        for cohort in cohorts
        for user in own_people(apps, cohort.pk, cohort.lead_id, today)
    ]
    follow.objects.bulk_create(rows, ignore_conflicts=True)


def own_people(apps: StateApps, cohort: int, lead: int, today: date) -> list[int]:
    """Return who has a role where municipalities take part, or facilitates for the lead."""
    held = apps.get_model("people", "Role").objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=today), valid_from__lte=today
    )
    lasting = Q(delegation__withdrawn=None) & (
        Q(delegation__valid_to=None) | Q(delegation__valid_to__gt=today)
    )
    own = Q(organisation__in=taking_part(apps, cohort)) | Q(organisation=lead, kind="facilitator")
    rows = held.filter(Q(delegation=None) | lasting).filter(own)
    return sorted(set(rows.values_list("user", flat=True)))


def taking_part(apps: StateApps, cohort: int) -> set[int]:
    """Return the organisations whose newest decision that holds is to take part."""
    decisions = apps.get_model("programme", "ParticipationDecision").objects
    rows = list(
        decisions.filter(participation__cohort=cohort)
        .order_by("decided", "recorded", "pk")
        .values_list("pk", "participation__organisation", "treatment", "state", "treatment__outcome")
    )
    last: dict[int, int] = {}
    for number, _organisation, treatment, _state, _outcome in rows:
        last[treatment] = max(number, last.get(treatment, 0))
    stand = {
        organisation: state
        for number, organisation, treatment, state, outcome in rows
        if number == last[treatment] and outcome in OUTCOMES[state]
    }
    return {one for one, state in stand.items() if state == "takes_part"}


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("decisions", "0002_when_a_matter_was_published"),
        ("notices", "0001_initial"),
        ("people", "0005_disqualification_tells_its_log"),
        ("programme", "0002_meaning_is_said_anew"),
    ]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
