"""The database itself refuses to change or remove what was done."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "log_entry"
SQLITE = [
    f"""CREATE TRIGGER log_entry_no_{verb.lower()} BEFORE {verb} ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"""
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$""",
    f"""CREATE TRIGGER log_entry_append_only BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION log_is_append_only()""",
]
BACK = {
    "sqlite": ["DROP TRIGGER log_entry_no_update", "DROP TRIGGER log_entry_no_delete"],
    "postgresql": [f"DROP TRIGGER log_entry_append_only ON {TABLE}", "DROP FUNCTION log_is_append_only"],
}


def close(_apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers."""
    for statement in SQLITE if schema.connection.vendor == "sqlite" else POSTGRESQL:
        schema.execute(statement)


def open_again(_apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    """Remove the triggers."""
    for statement in BACK[schema.connection.vendor]:
        schema.execute(statement)


class Migration(migrations.Migration):
    """Triggers on both kinds of database."""

    dependencies = [("log", "0001_entries")]
    operations = [migrations.RunPython(close, open_again)]
