from django.db import migrations


class Migration(migrations.Migration):
    """Contracts and strategies are apps of their own; nothing changes in the database."""

    dependencies = [
        ('contracts', '0001_contracts'),
        ('learning', '0002_contracts_are_an_app'),
        ('procurement', '0005_agreements_are_an_app'),
        ('strategies', '0001_strategies'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='YearAnswer'),
                migrations.DeleteModel(name='Promise'),
                migrations.DeleteModel(name='Contract'),
                migrations.DeleteModel(name='Strategy'),
            ],
        ),
    ]
