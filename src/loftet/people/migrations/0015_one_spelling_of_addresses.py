"""Store the addresses of users, invitations and requests for access in their one spelling."""

from django.db import migrations

from loftet.core.email_addresses import store_canonical


class Migration(migrations.Migration):
    dependencies = [("people", "0014_telephone_of_a_person")]
    operations = [
        migrations.RunPython(
            store_canonical("people", "User.email", "Invitation.email", "AccessRequest.email"),
            migrations.RunPython.noop,
        )
    ]
