from django.db import migrations


class Migration(migrations.Migration):
    """Guidance is an app of its own; nothing changes in the database."""

    dependencies = [
        ('guidance', '0001_guidance'),
        ('meetings', '0007_one_to_one_meetings_are_an_app'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='FreeTime'),
                migrations.DeleteModel(name='Step'),
            ],
        ),
    ]
