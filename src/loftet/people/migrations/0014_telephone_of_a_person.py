from django.db import migrations, models

import loftet.people.telephone


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0013_look_ups_are_counted"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="telephone",
            field=models.CharField(
                blank=True,
                max_length=32,
                validators=[loftet.people.telephone.check_telephone],
                verbose_name="telephone number",
            ),
        ),
    ]
