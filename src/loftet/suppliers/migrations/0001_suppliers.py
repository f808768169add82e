import django.db.models.deletion
import loftet.core.values
from django.conf import settings
from django.db import migrations, models

from loftet.core.moved_models import name_by_app


class Migration(migrations.Migration):
    """Suppliers are an app of their own; their table stays."""

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('people', '0010_rename_models_of_sign_in'),
        ('solutions', '0006_told_firm'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Supplier',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('country', models.CharField(blank=True, max_length=60, validators=[loftet.core.values.plain_text, loftet.core.values.one_alphabet], verbose_name='country')),
                        ('register', models.CharField(blank=True, max_length=120, validators=[loftet.core.values.plain_text, loftet.core.values.one_alphabet], verbose_name='register')),
                        ('number', models.CharField(max_length=40, validators=[loftet.core.values.plain_text, loftet.core.values.one_alphabet], verbose_name='number there')),
                        ('snapshot', models.JSONField(blank=True, default=dict)),
                        ('activity', models.CharField(blank=True, max_length=10, verbose_name='industry code')),
                        ('trouble', models.CharField(blank=True, choices=[('deleted', 'It is removed from Enhetsregisteret.'), ('bankrupt', 'Enhetsregisteret says that it is bankrupt.'), ('forced', 'Enhetsregisteret says that it is being dissolved by force.'), ('winding_up', 'Enhetsregisteret says that it is being wound up.')], max_length=10)),
                        ('looked_up', models.DateTimeField(blank=True, null=True)),
                        ('about', models.CharField(blank=True, max_length=600, validators=[loftet.core.values.plain_text], verbose_name='about us')),
                        ('contact', models.CharField(blank=True, max_length=200, validators=[loftet.core.values.plain_text, loftet.core.values.one_alphabet], verbose_name='contact')),
                        ('state', models.CharField(choices=[('unconfirmed', 'Not confirmed'), ('confirmed', 'Confirmed'), ('closed', 'Closed')], default='unconfirmed', max_length=11, verbose_name='state')),
                        ('means', models.CharField(blank=True, choices=[('email', 'by a code sent to the address in Enhetsregisteret'), ('facilitator', 'by a facilitator of the region'), ('letter', 'by its answer to a letter, after a call with a coordinator')], max_length=11)),
                        ('note', models.CharField(blank=True, max_length=400, validators=[loftet.core.values.plain_text], verbose_name='note')),
                        ('confirmed', models.DateTimeField(blank=True, null=True)),
                        ('code_word', models.CharField(blank=True, max_length=64)),
                        ('code_sent', models.DateTimeField(blank=True, null=True)),
                        ('code_tries', models.PositiveSmallIntegerField(default=0)),
                        ('dispute', models.CharField(blank=True, max_length=600, validators=[loftet.core.values.plain_text], verbose_name='what is said')),
                        ('disputed', models.DateTimeField(blank=True, null=True)),
                        ('signed_up', models.DateTimeField()),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('disputed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='supplier', to='people.organisation')),
                        ('signed_up_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'supplier',
                        'db_table': 'solutions_supplier',
                        'ordering': ('organisation__name',),
                        'indexes': [models.Index(fields=['state', 'trouble'], name='supplier_is_shown')],
                        'constraints': [
                            models.UniqueConstraint(fields=('country', 'register', 'number'), name='one_supplier_of_a_number'),
                            models.CheckConstraint(condition=models.Q(models.Q(('country', ''), ('register', '')), models.Q(models.Q(('country', ''), _negated=True), models.Q(('register', ''), _negated=True)), _connector='OR'), name='foreign_supplier_has_a_register'),
                            models.CheckConstraint(condition=models.Q(models.Q(('confirmed__isnull', False), ('state', 'confirmed'), models.Q(('means', ''), _negated=True)), models.Q(models.Q(('state', 'confirmed'), _negated=True), ('confirmed', None), ('means', '')), _connector='OR'), name='confirmed_supplier_has_a_time'),
                        ],
                    },
                ),
            ],
        ),
        name_by_app(('supplier',), 'solutions', 'suppliers'),
    ]
