import django.db.models.deletion
import loftet.core.cpv
import loftet.core.values
from django.conf import settings
from django.db import migrations, models

from loftet.core.moved_models import name_by_app


class Migration(migrations.Migration):
    """The calendar of agreements is an app of its own; its table stays."""

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('needs', '0004_ready_only'),
        ('people', '0010_rename_models_of_sign_in'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Agreement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('title', models.CharField(max_length=160, validators=[loftet.core.values.plain_text, loftet.core.values.one_alphabet], verbose_name='what it is about')),
                        ('supplier', models.CharField(max_length=160, validators=[loftet.core.values.plain_text, loftet.core.values.one_alphabet], verbose_name='supplier')),
                        ('cpv', models.CharField(blank=True, max_length=8, validators=[loftet.core.cpv.cpv_prefix], verbose_name='CPV code')),
                        ('volume', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[loftet.core.values.positive], verbose_name='volume a year')),
                        ('unit', models.CharField(blank=True, max_length=40, validators=[loftet.core.values.plain_text], verbose_name='unit')),
                        ('ends_on', models.DateField(verbose_name='runs out')),
                        ('options_until', models.DateField(blank=True, null=True, verbose_name='with all options, until')),
                        ('source', models.CharField(max_length=200, validators=[loftet.core.values.plain_text], verbose_name='where it is written')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='people.organisation')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'db_table': 'needs_agreement',
                        'verbose_name': 'agreement',
                        'ordering': ('ends_on', 'pk'),
                    },
                ),
            ],
        ),
        name_by_app(('agreement',), 'needs', 'agreements'),
    ]
