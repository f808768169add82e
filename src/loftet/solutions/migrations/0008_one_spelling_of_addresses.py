"""Store the addresses of firms that were written in in their one spelling."""

from django.db import migrations

from loftet.core.email_addresses import store_canonical


class Migration(migrations.Migration):
    dependencies = [("solutions", "0007_suppliers_are_an_app")]
    operations = [
        migrations.RunPython(store_canonical("solutions", "ToldFirm.email"), migrations.RunPython.noop)
    ]
