import django.core.validators
import django.db.models.deletion
import loftet.core.records
import loftet.core.values
from django.conf import settings
from django.db import migrations, models

from loftet.core.moved_models import name_by_app


class Migration(migrations.Migration):
    """One-to-one meetings are an app of their own; their tables stay."""

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('meetings', '0006_written_input'),
        ('needs', '0005_agreements_and_announcements_are_apps'),
        ('solutions', '0007_suppliers_are_an_app'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='OneToOne',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('day', models.DateField(verbose_name='day')),
                        ('begins', models.TimeField(verbose_name='begins')),
                        ('minutes', models.PositiveIntegerField(choices=[(30, '30 minutes'), (45, '45 minutes'), (60, '60 minutes')], default=45, verbose_name='length of a meeting')),
                        ('gap', models.PositiveIntegerField(default=15, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='minutes between meetings')),
                        ('slots', models.PositiveIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(24)], verbose_name='meetings after each other')),
                        ('tables', models.PositiveIntegerField(default=4, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(40)], verbose_name='tables')),
                        ('most', models.PositiveIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(24)], verbose_name='meetings of a team at most')),
                        ('wishes_by', models.DateField(verbose_name='firms ask until')),
                        ('guide', models.TextField(blank=True, max_length=2000, validators=[django.core.validators.MaxLengthValidator(2000), loftet.core.values.plain_text], verbose_name='questions of every meeting')),
                        ('seed', models.PositiveIntegerField(verbose_name='number of the lots')),
                        ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='one_to_one', to='meetings.event')),
                    ],
                    options={
                        'verbose_name': 'one-to-one meetings',
                        'db_table': 'meetings_onetoone',
                    },
                    bases=(loftet.core.records.Owned, models.Model),
                ),
                migrations.CreateModel(
                    name='Wish',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('by_buyer', models.BooleanField(default=False)),
                        ('is_mutual', models.BooleanField(default=False)),
                        ('answer', models.CharField(blank=True, choices=[('', 'Not answered yet'), ('yes', 'Yes'), ('no', 'No'), ('never', 'The two must not meet')], max_length=5)),
                        ('reason', models.CharField(blank=True, max_length=200, validators=[loftet.core.values.plain_text], verbose_name='why')),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked_by', to='meetings.team')),
                        ('firm', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='meetings.team')),
                        ('need', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='needs.need')),
                        ('one_to_one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='one_to_one.onetoone')),
                        ('solution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='solutions.solution')),
                    ],
                    options={
                        'db_table': 'meetings_wish',
                        'ordering': ('pk',),
                    },
                ),
                migrations.CreateModel(
                    name='Talk',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('held', models.CharField(choices=[('held', 'It was held'), ('not_used', 'It was offered, and nobody came'), ('declined', 'The firm declined it')], default='held', max_length=8, verbose_name='was it held?')),
                        ('note', models.TextField(blank=True, max_length=2000, validators=[django.core.validators.MaxLengthValidator(2000), loftet.core.values.plain_text], verbose_name='what was said')),
                        ('next_step', models.CharField(blank=True, max_length=200, validators=[loftet.core.values.plain_text], verbose_name='next step')),
                        ('next_by', models.DateField(blank=True, null=True, verbose_name='by which day')),
                        ('written', models.DateTimeField(blank=True, null=True)),
                        ('confirmed', models.DateTimeField(blank=True, null=True)),
                        ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('wish', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='talk', to='one_to_one.wish')),
                    ],
                    options={
                        'verbose_name': 'note of a meeting',
                        'db_table': 'meetings_talk',
                        'ordering': ('pk',),
                    },
                    bases=(loftet.core.records.Owned, models.Model),
                ),
                migrations.AddConstraint(
                    model_name='wish',
                    constraint=models.UniqueConstraint(fields=('firm', 'buyer'), name='firm_asks_a_buyer_once'),
                ),
            ],
        ),
        name_by_app(('onetoone', 'wish', 'talk'), 'meetings', 'one_to_one'),
    ]
