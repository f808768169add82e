from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0012_knock_of_a_voice"),
    ]

    operations = [
        migrations.AlterField(
            model_name="throttleevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("asked", "Asked"),
                    ("wrong", "Wrong"),
                    ("begun", "Begun"),
                    ("told", "Told"),
                    ("entry", "Entry"),
                    ("kept", "Kept"),
                    ("voice", "Voice"),
                    ("looks", "Looks"),
                    ("team", "Team"),
                ],
                max_length=5,
            ),
        ),
    ]
