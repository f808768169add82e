from django.db import migrations


class Migration(migrations.Migration):
    """Minutes and evaluations are apps of their own; nothing changes in the database."""

    dependencies = [
        ('evaluations', '0001_evaluations'),
        ('meetings', '0009_dialogues_are_an_app'),
        ('minutes', '0001_minutes'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='ActionPoint'),
                migrations.DeleteModel(name='Minutes'),
                migrations.DeleteModel(name='Evaluation'),
                migrations.DeleteModel(name='Outcome'),
            ],
        ),
    ]
