import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0001_agreements'),
        ('procurement', '0004_activity'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='contract',
                    name='agreement',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='contract', to='agreements.agreement'),
                ),
            ],
        ),
    ]
