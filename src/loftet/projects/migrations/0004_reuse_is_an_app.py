from django.db import migrations


class Migration(migrations.Migration):
    """What others take over is an app of its own; nothing changes in the database."""

    dependencies = [
        ('projects', '0003_decision'),
        ('reuse', '0001_reuse'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='Adopter'),
                migrations.DeleteModel(name='ReusePage'),
            ],
        ),
    ]
