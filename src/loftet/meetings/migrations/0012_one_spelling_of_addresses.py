"""Store the addresses of teams and invitations by letter in their one spelling."""

from django.db import migrations

from loftet.core.email_addresses import store_canonical


class Migration(migrations.Migration):
    dependencies = [("meetings", "0011_a_registration_waits_to_be_confirmed")]
    operations = [
        migrations.RunPython(
            store_canonical("meetings", "Team.email", "MailInvitation.email"),
            migrations.RunPython.noop,
        )
    ]
