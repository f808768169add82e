"""Store the addresses of post boxes that reports were sent to in their one spelling."""

from django.db import migrations

from loftet.core.email_addresses import store_canonical


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_reports")]
    operations = [
        migrations.RunPython(store_canonical("reports", "Sending.address"), migrations.RunPython.noop)
    ]
