import django.core.validators
import django.db.models.deletion
import loftet.core.values
from django.db import migrations, models

from loftet.core.moved_models import name_by_app


class Migration(migrations.Migration):
    """Evaluations are an app of their own; their tables stay."""

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('meetings', '0009_dialogues_are_an_app'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Evaluation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('useful', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='how useful was it?')),
                        ('learned', models.CharField(blank=True, max_length=500, validators=[loftet.core.values.plain_text])),
                        ('better', models.CharField(blank=True, max_length=500, validators=[loftet.core.values.plain_text])),
                        ('when', models.DateTimeField()),
                        ('team', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='evaluation', to='meetings.team')),
                    ],
                    options={
                        'db_table': 'meetings_evaluation',
                        'ordering': ('pk',),
                        'constraints': [models.CheckConstraint(condition=models.Q(('useful__gte', 1), ('useful__lte', 5)), name='usefulness_is_from_1_to_5')],
                    },
                ),
                migrations.CreateModel(
                    name='Outcome',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('stage', models.CharField(choices=[('weeks', 'After two weeks'), ('half', 'After half a year'), ('year', 'After a year')], max_length=5)),
                        ('result', models.CharField(choices=[('contract', 'A contract'), ('pilot', 'A pilot'), ('contact', 'Contact, and no more yet'), ('nothing', 'Nothing')], max_length=8, verbose_name='what came of it?')),
                        ('why', models.CharField(blank=True, max_length=300, validators=[loftet.core.values.plain_text], verbose_name='why?')),
                        ('when', models.DateTimeField()),
                        ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='meetings.team')),
                    ],
                    options={
                        'db_table': 'meetings_outcome',
                        'ordering': ('pk',),
                        'constraints': [models.UniqueConstraint(fields=('team', 'stage'), name='outcome_of_a_stage_once')],
                    },
                ),
            ],
        ),
        name_by_app(('evaluation', 'outcome'), 'meetings', 'evaluations'),
    ]
