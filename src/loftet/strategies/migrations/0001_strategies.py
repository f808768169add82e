import django.core.validators
import django.db.models.deletion
import loftet.core.values
from django.conf import settings
from django.db import migrations, models

from loftet.core.moved_models import name_by_app


class Migration(migrations.Migration):
    """Procurement strategies are an app of their own; their table stays."""

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('people', '0011_ends_are_undone_and_access_requested'),
        ('procurement', '0005_agreements_are_an_app'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Strategy',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('climate', models.CharField(blank=True, max_length=400, validators=[loftet.core.values.plain_text], verbose_name='climate and environment')),
                        ('labour', models.CharField(blank=True, max_length=400, validators=[loftet.core.values.plain_text], verbose_name='pay, work and apprentices')),
                        ('innovation', models.CharField(blank=True, max_length=400, validators=[loftet.core.values.plain_text], verbose_name='innovation')),
                        ('suppliers', models.CharField(blank=True, max_length=400, validators=[loftet.core.values.plain_text], verbose_name='small and local firms')),
                        ('routines', models.TextField(blank=True, max_length=2000, validators=[django.core.validators.MaxLengthValidator(2000), loftet.core.values.plain_text], verbose_name='routines')),
                        ('adopted_on', models.DateField(verbose_name='adopted')),
                        ('case_number', models.CharField(blank=True, max_length=40, validators=[loftet.core.values.plain_text], verbose_name='case number')),
                        ('revise_on', models.DateField(verbose_name='next revision')),
                        ('link', models.URLField(blank=True, max_length=300, verbose_name='address of the document')),
                        ('written', models.DateTimeField()),
                        ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='procurement_strategy', to='people.organisation')),
                        ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'db_table': 'procurement_strategy',
                        'verbose_name': 'procurement strategy',
                        'ordering': ('pk',),
                        'constraints': [models.CheckConstraint(condition=models.Q(('revise_on__gte', models.F('adopted_on'))), name='strategy_is_revised_later')],
                    },
                ),
            ],
        ),
        name_by_app(('strategy',), 'procurement', 'strategies'),
    ]
