import django.db.models.deletion
from django.db import migrations, models

from loftet.core.moved_models import name_by_app


class Migration(migrations.Migration):
    """What is announced on Doffin is an app of its own; its tables stay."""

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('needs', '0004_ready_only'),
        ('people', '0011_ends_are_undone_and_access_requested'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='ReadDays',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('first', models.DateField()),
                        ('last', models.DateField()),
                        ('cpv', models.CharField(blank=True, max_length=8)),
                        ('when', models.DateTimeField()),
                    ],
                    options={
                        'db_table': 'needs_readdays',
                        'ordering': ('-last', '-pk'),
                    },
                ),
                migrations.CreateModel(
                    name='Announcement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('doffin', models.CharField(max_length=16, unique=True)),
                        ('kind', models.CharField(choices=[('agreement', 'Agreement'), ('competition', 'Competition'), ('planned', 'Planned by others')], max_length=11, verbose_name='kind')),
                        ('title', models.CharField(max_length=300, verbose_name='what it is about')),
                        ('buyer', models.CharField(max_length=300, verbose_name='buyer')),
                        ('codes', models.CharField(blank=True, max_length=400, verbose_name='CPV codes')),
                        ('supplier', models.CharField(blank=True, max_length=300, verbose_name='supplier')),
                        ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='estimated value')),
                        ('is_framework', models.BooleanField(default=False)),
                        ('issued', models.DateField(verbose_name='announced')),
                        ('deadline', models.DateField(blank=True, null=True, verbose_name='deadline')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='runs out')),
                        ('cancelled', models.BooleanField(default=False)),
                        ('read', models.DateTimeField()),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='announcements', to='people.organisation')),
                    ],
                    options={
                        'db_table': 'needs_announcement',
                        'verbose_name': 'notice on Doffin',
                        'ordering': ('-issued', '-pk'),
                        'indexes': [models.Index(fields=['kind', 'issued'], name='announcement_by_kind')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind', 'planned'), ('organisation__isnull', False), _connector='OR'), name='notice_of_others_is_a_plan')],
                    },
                ),
            ],
        ),
        name_by_app(('announcement', 'readdays'), 'needs', 'announcements'),
    ]
