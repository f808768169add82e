import django.core.validators
import django.db.models.deletion
import loftet.core.records
import loftet.core.values
from django.conf import settings
from django.db import migrations, models

from loftet.core.moved_models import name_by_app


class Migration(migrations.Migration):
    """Guidance is an app of its own; its tables stay."""

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('meetings', '0007_one_to_one_meetings_are_an_app'),
        ('programme', '0008_notices_say_the_state'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Step',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('what', models.CharField(max_length=200, validators=[loftet.core.values.plain_text], verbose_name='next step')),
                        ('promised', models.CharField(blank=True, max_length=300, validators=[loftet.core.values.plain_text], verbose_name='what the adviser promised')),
                        ('due', models.DateField(verbose_name='by which day')),
                        ('written', models.DateTimeField()),
                        ('done', models.DateTimeField(blank=True, null=True)),
                        ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='programme.participation')),
                        ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'next step',
                        'db_table': 'meetings_step',
                        'ordering': ('due', 'pk'),
                    },
                    bases=(loftet.core.records.Owned, models.Model),
                ),
                migrations.CreateModel(
                    name='FreeTime',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('day', models.DateField(verbose_name='day')),
                        ('begins', models.TimeField(verbose_name='begins')),
                        ('minutes', models.PositiveIntegerField(default=45, validators=[django.core.validators.MinValueValidator(15), django.core.validators.MaxValueValidator(240)], verbose_name='minutes')),
                        ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='free_times', to=settings.AUTH_USER_MODEL)),
                        ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='free_times', to='programme.cohort')),
                        ('event', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='free_time', to='meetings.event')),
                    ],
                    options={
                        'verbose_name': 'free time',
                        'db_table': 'meetings_freetime',
                        'ordering': ('day', 'begins', 'pk'),
                        'constraints': [models.UniqueConstraint(fields=('adviser', 'day', 'begins'), name='adviser_is_free_once')],
                    },
                    bases=(loftet.core.records.Owned, models.Model),
                ),
            ],
        ),
        name_by_app(('freetime', 'step'), 'meetings', 'guidance'),
    ]
