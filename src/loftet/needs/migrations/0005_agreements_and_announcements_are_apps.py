import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Agreements and announcements are apps of their own; nothing changes in the database."""

    dependencies = [
        ('agreements', '0001_agreements'),
        ('announcements', '0001_announcements'),
        ('needs', '0004_ready_only'),
        ('procurement', '0005_agreements_are_an_app'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='need',
                    name='agreement',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='agreements.agreement'),
                ),
                migrations.DeleteModel(name='Agreement'),
                migrations.DeleteModel(name='Announcement'),
                migrations.DeleteModel(name='ReadDays'),
            ],
        ),
    ]
