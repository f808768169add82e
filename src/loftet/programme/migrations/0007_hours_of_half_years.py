from collections import defaultdict
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def add_up(apps, _editor):
    """Add the hours of days up to one number a half-year; who wrote last is kept as who wrote it."""
    sums, last = defaultdict(Decimal), {}
    for row in apps.get_model("programme", "HoursSpent").objects.order_by("recorded", "pk"):
        key = row.participation_id, row.day.year, 2 if row.day.month >= 7 else 1
        sums[key] += row.hours
        last[key] = row
    half_years = apps.get_model("programme", "HalfYearHours")
    half_years.objects.bulk_create(
        half_years(
            participation_id=participation,
            year=year,
            half=half,
            hours=hours,
            recorded=last[participation, year, half].recorded,
            recorded_by_id=last[participation, year, half].recorded_by_id,
        )
        for (participation, year, half), hours in sums.items()
    )


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("programme", "0006_least_hours_as_a_decimal"),
    ]
    operations = [
        migrations.CreateModel(
            name="HalfYearHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("half", models.PositiveSmallIntegerField(verbose_name="half of the year")),
                (
                    "hours",
                    models.DecimalField(
                        decimal_places=1,
                        max_digits=7,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="hours",
                    ),
                ),
                ("recorded", models.DateTimeField(verbose_name="recorded")),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hours",
                        to="programme.participation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "hours of a half-year",
                "verbose_name_plural": "hours of half-years",
                "ordering": ("-year", "-half"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("participation", "year", "half"), name="hours_stand_once_for_a_half_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 0)), name="hours_are_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("half__in", (1, 2))), name="a_year_has_two_halves"
                    ),
                ],
            },
        ),
        migrations.RunPython(add_up, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel(name="HoursPlanned"),
        migrations.DeleteModel(name="HoursSpent"),
    ]
