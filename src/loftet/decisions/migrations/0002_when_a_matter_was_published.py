"""A matter keeps when it was published, so that it stays public when it is withdrawn."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F


def fill(apps: StateApps, _schema: BaseDatabaseSchemaEditor | None) -> None:
    """Take the day from the log, for withdrawn matters too; a public one that it lacks has been so always."""
    matters = apps.get_model("decisions", "Matter").objects.all()
    entries = apps.get_model("log", "Entry").objects.filter(action="matter.published")
    for number, when in entries.order_by("when").values_list("subject_id", "when"):
        matters.filter(pk=number, state__in=("public", "withdrawn")).update(published=when)
    matters.filter(state="public", published=None).update(published=F("created"))


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0001_initial"),
        ("log", "0002_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="published",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="published"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
