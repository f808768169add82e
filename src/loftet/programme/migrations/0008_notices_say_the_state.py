"""Notices of what a municipality decided keep its state in words, as they say it now."""

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils import translation

from loftet.programme.models import ParticipationState


def say(apps: StateApps, _schema: BaseDatabaseSchemaEditor | None) -> None:
    """Replace the key of the state by its words in each language."""
    for one in apps.get_model("notices", "Notice").objects.filter(kind="participation.decided").iterator():
        key = one.details.get("state")
        if isinstance(key, str) and key in ParticipationState.values:
            one.details["state"] = words(ParticipationState(key))
            one.save(update_fields=["details"])


def words(state: ParticipationState) -> dict[str, str]:
    """Return what a state is called in each language."""
    called = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            called[language] = str(state.label)
    return called


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0007_hours_of_half_years"),
        ("notices", "0003_rename_wishes"),
    ]
    operations = [migrations.RunPython(say, migrations.RunPython.noop)]
