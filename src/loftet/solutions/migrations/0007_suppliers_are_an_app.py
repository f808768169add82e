from django.db import migrations


class Migration(migrations.Migration):
    """Suppliers are an app of their own; nothing changes in the database."""

    dependencies = [
        ('solutions', '0006_told_firm'),
        ('suppliers', '0001_suppliers'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name='Supplier')]),
    ]
