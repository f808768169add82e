import django.core.validators
import django.db.models.deletion
import loftet.core.records
import loftet.core.values
from django.conf import settings
from django.db import migrations, models

from loftet.core.moved_models import name_by_app


class Migration(migrations.Migration):
    """Minutes are an app of their own; their tables stay."""

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('meetings', '0009_dialogues_are_an_app'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='ActionPoint',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('what', models.CharField(max_length=200, validators=[loftet.core.values.plain_text], verbose_name='what is to be done')),
                        ('due', models.DateField(verbose_name='by which day')),
                        ('done', models.DateTimeField(blank=True, null=True)),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='action_points', to='meetings.event')),
                        ('who', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='action_points', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                    ],
                    options={
                        'verbose_name': 'action',
                        'db_table': 'meetings_actionpoint',
                        'ordering': ('due', 'pk'),
                    },
                    bases=(loftet.core.records.Owned, models.Model),
                ),
                migrations.CreateModel(
                    name='Minutes',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('number', models.PositiveIntegerField()),
                        ('text', models.TextField(blank=True, max_length=8000, validators=[django.core.validators.MaxLengthValidator(8000), loftet.core.values.plain_text], verbose_name='what was said')),
                        ('decisions', models.TextField(blank=True, max_length=8000, validators=[django.core.validators.MaxLengthValidator(8000), loftet.core.values.plain_text], verbose_name='what was decided')),
                        ('written', models.DateTimeField()),
                        ('approved', models.DateTimeField(blank=True, null=True)),
                        ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='minutes', to='meetings.event')),
                        ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'minutes',
                        'db_table': 'meetings_minutes',
                        'ordering': ('-number',),
                        'constraints': [models.UniqueConstraint(fields=('event', 'number'), name='minutes_have_a_number'), models.UniqueConstraint(condition=models.Q(('approved', None)), fields=('event',), name='one_draft_of_minutes')],
                    },
                    bases=(loftet.core.records.Owned, models.Model),
                ),
            ],
        ),
        name_by_app(('minutes', 'actionpoint'), 'meetings', 'minutes'),
    ]
