import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0006_who_works_on_a_matter'),
        ('projects', '0002_own_points'),
    ]

    operations = [
        migrations.AddField(
            model_name='project',
            name='decision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='decisions.matter', verbose_name='decided in'),
        ),
    ]
