import django.db.models.deletion
from django.db import migrations, models

from loftet.core.moved_models import name_by_app


class Migration(migrations.Migration):
    """Proposals of joint purchases are an app of their own; what is declined stays in its table."""

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('people', '0010_rename_models_of_sign_in'),
        ('pools', '0004_no_price_of_a_firm'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='ProposalDeclined',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=40)),
                        ('when', models.DateTimeField()),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declined_pools', to='people.organisation')),
                    ],
                    options={
                        'db_table': 'pools_proposaldeclined',
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'key'), name='proposal_is_declined_once')],
                    },
                ),
            ],
        ),
        name_by_app(('proposaldeclined',), 'pools', 'pool_proposals'),
    ]
