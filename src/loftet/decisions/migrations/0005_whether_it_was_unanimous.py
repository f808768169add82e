"""Add whether a treatment was unanimous, so that nobody counts votes that all agree on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the column; of what was recorded before, nobody has said so."""

    dependencies = [("decisions", "0004_when_bodies_and_meetings_changed")]

    operations = [
        migrations.AddField(
            model_name="treatment",
            name="unanimous",
            field=models.BooleanField(default=False, verbose_name="unanimous"),
        )
    ]
