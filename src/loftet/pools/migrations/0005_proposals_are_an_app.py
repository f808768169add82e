from django.db import migrations


class Migration(migrations.Migration):
    """Proposals are an app of their own; nothing changes in the database."""

    dependencies = [
        ('pool_proposals', '0001_pool_proposals'),
        ('pools', '0004_no_price_of_a_firm'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name='ProposalDeclined')],
        ),
    ]
