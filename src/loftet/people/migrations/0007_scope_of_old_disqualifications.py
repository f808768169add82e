"""Tell old disqualifications whose log told of them: that log tells when they are lifted, too."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def find_scope(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Fill what is empty from the entry in the log by which it was declared; without one it stays empty."""
    disqualifications = apps.get_model("people", "Disqualification").objects.filter(scope="")
    declared = apps.get_model("log", "Entry").objects.filter(
        action="disqualification.declared",
        subject_type__app_label="people",
        subject_type__model="disqualification",
    )
    for row in disqualifications.iterator():
        entry = declared.filter(subject_id=row.pk).exclude(scope="").first()
        if entry is not None:
            row.scope = entry.scope
            row.save(update_fields=["scope"])


class Migration(migrations.Migration):
    """Only rows from before 0005 have an empty scope."""

    dependencies = [
        ("people", "0006_knock_of_a_report"),
        ("log", "0001_entries"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(find_scope, migrations.RunPython.noop)]
