"""Rename a model in Python; the table keeps its name."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("notices", "0002_digest_waits_to_be_sent")]

    operations = [
        migrations.AlterModelTable(name="wishes", table="notices_wishes"),
        migrations.RenameModel(old_name="Wishes", new_name="NotificationSettings"),
    ]
