"""Rename models of sign-in in Python; the tables and the column keep their names."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("people", "0009_knocks_of_known_devices")]

    operations = [
        migrations.AlterModelTable(name="knock", table="people_knock"),
        migrations.RenameModel(old_name="Knock", new_name="ThrottleEvent"),
        migrations.AlterModelTable(name="begun", table="people_begun"),
        migrations.RenameModel(old_name="Begun", new_name="PendingSignIn"),
        migrations.AlterField(
            model_name="pendingsignin",
            name="way_on",
            field=models.CharField(blank=True, db_column="way_on", max_length=500),
        ),
        migrations.RenameField(model_name="pendingsignin", old_name="way_on", new_name="next_url"),
    ]
