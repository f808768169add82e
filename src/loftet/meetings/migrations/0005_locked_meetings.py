"""A meeting of a timetable can be locked at its time and table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the lock; nothing is locked."""

    dependencies = [("meetings", "0004_a_team_asks_by_its_link")]

    operations = [
        migrations.AddField("plannedmeeting", "locked", models.BooleanField(default=False)),
    ]
