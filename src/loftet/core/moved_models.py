"""The migration of a model from one app to another: its table stays, and so does what the log names by it."""

from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.migrations import RunPython


def name_by_app(models: Collection[str], before: str, after: str) -> RunPython:
    """Return the operation that sets the app of some models, by which log and notices name their rows."""

    def rename(old: str, new: str) -> Any:
        def run(apps: Any, _schema_editor: Any) -> None:
            kinds = apps.get_model("contenttypes", "ContentType").objects
            kinds.filter(app_label=old, model__in=models).update(app_label=new)
            ContentType.objects.clear_cache()

        return run

    return RunPython(rename(before, after), rename(after, before))
