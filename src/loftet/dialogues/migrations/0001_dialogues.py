import django.core.validators
import django.db.models.deletion
import loftet.core.cpv
import loftet.core.records
import loftet.core.values
from django.conf import settings
from django.db import migrations, models

from loftet.core.moved_models import name_by_app


class Migration(migrations.Migration):
    """Market dialogues are an app of their own; their tables stay."""

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('meetings', '0008_guidance_is_an_app'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='HandedOver',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('what', models.CharField(max_length=200, validators=[loftet.core.values.plain_text], verbose_name='what was handed over')),
                        ('link', models.URLField(max_length=300, verbose_name='where everybody finds it')),
                        ('when', models.DateTimeField()),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handed_over', to='meetings.event')),
                    ],
                    options={
                        'db_table': 'meetings_handedover',
                        'ordering': ('pk',),
                    },
                ),
                migrations.CreateModel(
                    name='MarketNotice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('title', models.CharField(max_length=400, validators=[loftet.core.values.plain_text], verbose_name='title')),
                        ('text', models.TextField(max_length=6000, validators=[django.core.validators.MaxLengthValidator(6000), loftet.core.values.plain_text], verbose_name='description')),
                        ('cpv', models.CharField(blank=True, max_length=8, validators=[loftet.core.cpv.cpv_prefix], verbose_name='CPV code')),
                        ('doffin', models.CharField(blank=True, max_length=40, validators=[loftet.core.values.plain_text], verbose_name='number on Doffin')),
                        ('no_doffin', models.CharField(blank=True, max_length=300, validators=[loftet.core.values.plain_text], verbose_name='why not on Doffin')),
                        ('english', models.TextField(blank=True, max_length=2000, validators=[django.core.validators.MaxLengthValidator(2000), loftet.core.values.plain_text], verbose_name='in English')),
                        ('no_english', models.CharField(blank=True, max_length=300, validators=[loftet.core.values.plain_text], verbose_name='why not in English')),
                        ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='market_notice', to='meetings.event')),
                    ],
                    options={
                        'verbose_name': 'notice of a market dialogue',
                        'db_table': 'meetings_marketnotice',
                    },
                    bases=(loftet.core.records.Owned, models.Model),
                ),
                migrations.CreateModel(
                    name='Question',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('text', models.TextField(max_length=2000, validators=[django.core.validators.MaxLengthValidator(2000), loftet.core.values.plain_text], verbose_name='question')),
                        ('answer', models.TextField(blank=True, max_length=2000, validators=[django.core.validators.MaxLengthValidator(2000), loftet.core.values.plain_text], verbose_name='answer')),
                        ('asked', models.DateTimeField()),
                        ('answered', models.DateTimeField(blank=True, null=True)),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='meetings.event')),
                    ],
                    options={
                        'verbose_name': 'question',
                        'db_table': 'meetings_question',
                        'ordering': ('pk',),
                    },
                    bases=(loftet.core.records.Owned, models.Model),
                ),
                migrations.CreateModel(
                    name='WrittenInput',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('text', models.TextField(max_length=9000, validators=[django.core.validators.MaxLengthValidator(9000), loftet.core.values.plain_text], verbose_name='answers')),
                        ('least_volume', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[loftet.core.values.positive], verbose_name='the smallest volume that the firm delivers')),
                        ('drivers', models.TextField(blank=True, max_length=2000, validators=[django.core.validators.MaxLengthValidator(2000), loftet.core.values.plain_text], verbose_name='what drives the price')),
                        ('said_by', models.CharField(blank=True, max_length=160, validators=[loftet.core.values.plain_text, loftet.core.values.one_alphabet], verbose_name='who said it')),
                        ('how', models.CharField(blank=True, choices=[('call', 'by telephone'), ('mail', 'by e-mail'), ('paper', 'on paper'), ('meeting', 'in a meeting')], max_length=8, verbose_name='how it was said')),
                        ('said_on', models.DateField(blank=True, null=True, verbose_name='when it was said')),
                        ('written', models.DateTimeField()),
                        ('team', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='written_input', to='meetings.team')),
                        ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'answer in writing',
                        'db_table': 'meetings_writteninput',
                        'ordering': ('pk',),
                    },
                    bases=(loftet.core.records.Owned, models.Model),
                ),
                migrations.CreateModel(
                    name='Summary',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('text', models.TextField(max_length=12000, validators=[django.core.validators.MaxLengthValidator(12000), loftet.core.values.plain_text], verbose_name='summary')),
                        ('when', models.DateTimeField()),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='summaries', to='meetings.event')),
                    ],
                    options={
                        'db_table': 'meetings_summary',
                        'ordering': ('-number',),
                        'constraints': [models.UniqueConstraint(fields=('event', 'number'), name='summary_has_a_number')],
                    },
                ),
            ],
        ),
        name_by_app(('marketnotice', 'question', 'handedover', 'summary', 'writteninput'), 'meetings', 'dialogues'),
    ]
