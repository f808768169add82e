import django.core.validators
import django.db.models.deletion
import loftet.core.values
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from loftet.core.moved_models import name_by_app


class Migration(migrations.Migration):
    """Contracts, their promises and yearly figures are an app of their own; their tables stay."""

    initial = True

    dependencies = [
        ('agreements', '0001_agreements'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('procurement', '0005_agreements_are_an_app'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Contract',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('supplier', models.CharField(max_length=160, validators=[loftet.core.values.plain_text, loftet.core.values.one_alphabet], verbose_name='supplier')),
                        ('number', models.CharField(blank=True, max_length=9, validators=[django.core.validators.RegexValidator('^[0-9]{9}$', 'A number in the register of organisations has nine digits.')], verbose_name='organisation number')),
                        ('value', models.DecimalField(decimal_places=2, max_digits=14, validators=[loftet.core.values.positive], verbose_name='contract value, kr without VAT')),
                        ('signed_on', models.DateField(verbose_name='signed')),
                        ('begins_on', models.DateField(verbose_name='begins')),
                        ('ends_on', models.DateField(verbose_name='ends')),
                        ('options_until', models.DateField(blank=True, null=True, verbose_name='with all options, until')),
                        ('environment', models.JSONField(blank=True, default=list, verbose_name='environment')),
                        ('social', models.JSONField(blank=True, default=list, verbose_name='social')),
                        ('innovation', models.JSONField(blank=True, default=list, verbose_name='innovation')),
                        ('is_small', models.BooleanField(blank=True, null=True, verbose_name='small firm')),
                        ('is_local', models.BooleanField(blank=True, null=True, verbose_name='firm of the region')),
                        ('written', models.DateTimeField()),
                        ('agreement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='contract', to='agreements.agreement')),
                        ('follows', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('procurement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='contract', to='procurement.procurement')),
                    ],
                    options={
                        'db_table': 'procurement_contract',
                        'verbose_name': 'contract',
                        'ordering': ('-pk',),
                        'constraints': [models.CheckConstraint(condition=models.Q(('begins_on__gte', models.F('signed_on')), ('ends_on__gte', models.F('begins_on'))), name='contract_days_are_in_order')],
                    },
                ),
                migrations.CreateModel(
                    name='Promise',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('promise', models.CharField(max_length=200, validators=[loftet.core.values.plain_text], verbose_name='what was promised')),
                        ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[loftet.core.values.positive], verbose_name='how much')),
                        ('unit', models.CharField(blank=True, max_length=40, validators=[loftet.core.values.plain_text, loftet.core.values.one_alphabet], verbose_name='unit')),
                        ('due', models.DateField(verbose_name='by')),
                        ('verdict', models.CharField(blank=True, choices=[('kept', 'It holds'), ('partly', 'In part'), ('broken', 'It does not hold')], max_length=6, verbose_name='does it hold')),
                        ('delivered', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'), 'Write 0, or a number above it.')], verbose_name='delivered')),
                        ('deviation', models.CharField(blank=True, max_length=400, validators=[loftet.core.values.plain_text], verbose_name='deviation')),
                        ('answered_on', models.DateField(blank=True, null=True)),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='contracts.contract')),
                    ],
                    options={
                        'db_table': 'procurement_promise',
                        'verbose_name': 'promise of a contract',
                        'ordering': ('due', 'pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_on', None), ('verdict', '')), ('answered_on__isnull', False), _connector='OR'), name='promise_answer_has_its_day')],
                    },
                ),
                migrations.CreateModel(
                    name='YearAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                        ('number', models.CharField(blank=True, editable=False, max_length=40, verbose_name='organisation number')),
                        ('turnover', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0'), 'Write 0, or a number above it.')], verbose_name='sold to municipalities of the programme, kr')),
                        ('jobs', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0'), 'Write 0, or a number above it.')], verbose_name='jobs, full-time equivalents')),
                        ('abroad', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0'), 'Write 0, or a number above it.')], verbose_name='sold abroad since the contract, kr')),
                        ('told', models.DateTimeField()),
                        ('confirmed', models.DateTimeField(blank=True, null=True)),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='years', to='contracts.contract')),
                        ('told_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'db_table': 'procurement_yearanswer',
                        'verbose_name': 'yearly answer of a supplier',
                        'ordering': ('-year', 'pk'),
                        'constraints': [models.UniqueConstraint(fields=('contract', 'year'), name='contract_has_one_answer_a_year')],
                    },
                ),
            ],
        ),
        name_by_app(('contract', 'promise', 'yearanswer'), 'procurement', 'contracts'),
    ]
