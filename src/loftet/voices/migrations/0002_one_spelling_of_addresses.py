"""Store the addresses of those who are answered in their one spelling."""

from django.db import migrations

from loftet.core.email_addresses import store_canonical


class Migration(migrations.Migration):
    dependencies = [("voices", "0001_voices")]
    operations = [
        migrations.RunPython(
            store_canonical("voices", "Voice.email", "AddressCheck.email"),
            migrations.RunPython.noop,
        )
    ]
