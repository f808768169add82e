from django.db import migrations


class Migration(migrations.Migration):
    """One-to-one meetings and their timetables are apps of their own; nothing changes in the database."""

    dependencies = [
        ('meetings', '0006_written_input'),
        ('one_to_one', '0001_one_to_one'),
        ('timetables', '0001_timetables'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='PlannedMeeting'),
                migrations.DeleteModel(name='Timetable'),
                migrations.DeleteModel(name='Talk'),
                migrations.DeleteModel(name='Wish'),
                migrations.DeleteModel(name='OneToOne'),
            ],
        ),
    ]
