"""Remove the prices that firms answered with, with all that was stored; add the buyers' own."""

from django.db import migrations, models

import loftet.pools.values


class Migration(migrations.Migration):
    dependencies = [("pools", "0003_search_text")]

    operations = [
        migrations.DeleteModel(name="Answer"),
        migrations.RemoveField(model_name="pool", name="answers_by"),
        migrations.AddField(
            model_name="pool",
            name="own_prices",
            field=models.JSONField(
                blank=True,
                default=list,
                validators=[loftet.pools.values.price_curve],
                verbose_name="prices of the buyers' own agreements",
            ),
        ),
    ]
