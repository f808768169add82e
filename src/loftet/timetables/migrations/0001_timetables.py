import django.db.models.deletion
from django.db import migrations, models

from loftet.core.moved_models import name_by_app


class Migration(migrations.Migration):
    """Timetables of one-to-one meetings are an app of their own; their tables stay."""

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('one_to_one', '0001_one_to_one'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Timetable',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('made', models.DateTimeField()),
                        ('released', models.DateTimeField(blank=True, null=True)),
                        ('proven', models.BooleanField(default=False)),
                        ('gap', models.FloatField(default=0.0)),
                        ('unmet', models.JSONField(default=dict)),
                        ('one_to_one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='timetables', to='one_to_one.onetoone')),
                    ],
                    options={
                        'db_table': 'meetings_timetable',
                        'ordering': ('-number',),
                    },
                ),
                migrations.CreateModel(
                    name='PlannedMeeting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slot', models.PositiveIntegerField()),
                        ('table', models.PositiveIntegerField()),
                        ('locked', models.BooleanField(default=False)),
                        ('wish', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='one_to_one.wish')),
                        ('timetable', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='timetables.timetable')),
                    ],
                    options={
                        'db_table': 'meetings_plannedmeeting',
                        'ordering': ('slot', 'table'),
                    },
                ),
                migrations.AddConstraint(
                    model_name='timetable',
                    constraint=models.UniqueConstraint(fields=('one_to_one', 'number'), name='timetable_has_a_number'),
                ),
                migrations.AddConstraint(
                    model_name='plannedmeeting',
                    constraint=models.UniqueConstraint(fields=('timetable', 'slot', 'table'), name='a_table_has_one_meeting'),
                ),
                migrations.AddConstraint(
                    model_name='plannedmeeting',
                    constraint=models.UniqueConstraint(fields=('timetable', 'wish'), name='a_wish_is_met_once'),
                ),
                migrations.AddConstraint(
                    model_name='plannedmeeting',
                    constraint=models.CheckConstraint(condition=models.Q(('slot__gte', 1), ('table__gte', 1)), name='slots_count_from_one'),
                ),
            ],
        ),
        name_by_app(('timetable', 'plannedmeeting'), 'meetings', 'timetables'),
    ]
