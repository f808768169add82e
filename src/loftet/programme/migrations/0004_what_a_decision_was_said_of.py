"""What was said of an outcome keeps which outcome it was, so that a correction is noticed."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F, OuterRef, Subquery


def fill(apps: StateApps, _schema: BaseDatabaseSchemaEditor | None) -> None:
    """Take it from the treatments that have not been written since; of others nobody knows what they said."""
    treatments = apps.get_model("decisions", "Treatment").objects.filter(pk=OuterRef("treatment"))
    rows = apps.get_model("programme", "ParticipationDecision").objects.all()
    same = rows.filter(treatment__recorded__lte=F("recorded"), treatment__day=F("decided"))
    rows.filter(pk__in=list(same.values_list("pk", flat=True))).update(
        outcome=Subquery(treatments.values("outcome")[:1]), wording=Subquery(treatments.values("wording")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("programme", "0003_own_people_follow_their_cohort")]

    operations = [
        migrations.AddField(
            model_name='participationdecision',
            name='outcome',
            field=models.CharField(blank=True, choices=[('noted', 'takes the matter for information'), ('discussed', 'discussed'), ('endorsed', 'endorses the proposal'), ('heard', 'gave a statement'), ('polled', 'asked, not decided'), ('adopted', 'adopted as proposed'), ('amended', 'adopted with changes'), ('rejected', 'rejected'), ('postponed', 'postponed'), ('sent_back', 'sent back')], max_length=10, verbose_name='outcome'),
        ),
        migrations.AddField(
            model_name='participationdecision',
            name='wording',
            field=models.TextField(blank=True, max_length=20000, verbose_name='wording'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
