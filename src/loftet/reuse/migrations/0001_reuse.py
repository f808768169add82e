import django.core.validators
import django.db.models.deletion
import loftet.core.values
from django.conf import settings
from django.db import migrations, models

from loftet.core.moved_models import name_by_app


class Migration(migrations.Migration):
    """What others take over is an app of its own; its tables stay."""

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('projects', '0003_decision'),
        ('needs', '0002_search_text'),
        ('places', '0002_made_up'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Adopter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('abroad', models.CharField(blank=True, max_length=120, validators=[loftet.core.values.plain_text, loftet.core.values.one_alphabet], verbose_name='place abroad')),
                        ('note', models.CharField(blank=True, max_length=200, validators=[loftet.core.values.plain_text], verbose_name='what it does with it')),
                        ('when', models.DateTimeField()),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('need', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='needs.need')),
                        ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adopters', to='projects.project')),
                    ],
                    options={
                        'db_table': 'projects_adopter',
                        'verbose_name': 'adopter',
                        'ordering': ('when', 'pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('place', None), models.Q(('abroad', ''), _negated=True)), models.Q(('abroad', ''), ('place__isnull', False)), _connector='OR'), name='adopter_is_one_place'), models.UniqueConstraint(fields=('project', 'place'), name='place_adopts_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ReusePage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('specification', models.TextField(max_length=2000, validators=[django.core.validators.MaxLengthValidator(2000), loftet.core.values.plain_text], verbose_name='what to ask for, or do')),
                        ('contract', models.TextField(blank=True, max_length=2000, validators=[django.core.validators.MaxLengthValidator(2000), loftet.core.values.plain_text], verbose_name='parts of the contract to copy')),
                        ('failed', models.TextField(max_length=2000, validators=[django.core.validators.MaxLengthValidator(2000), loftet.core.values.plain_text], verbose_name='what did not work')),
                        ('price', models.CharField(choices=[('nothing', 'only own hours'), ('small', 'below 100,000 kr'), ('middle', '100,000 to 1 million kr'), ('large', 'over 1 million kr')], max_length=7, verbose_name='what it costs')),
                        ('contact', models.CharField(max_length=200, validators=[loftet.core.values.plain_text, loftet.core.values.one_alphabet], verbose_name='whom to ring')),
                        ('published', models.DateTimeField()),
                        ('project', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reuse', to='projects.project')),
                    ],
                    options={
                        'db_table': 'projects_reusepage',
                        'verbose_name': 'reuse page',
                    },
                ),
            ],
        ),
        name_by_app(('adopter', 'reusepage'), 'projects', 'reuse'),
    ]
