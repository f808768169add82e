"""The timetable of one-to-one meetings in numbered versions, and the meetings in it."""

from django.db import models
from django.db.models import Q

from loftet.one_to_one.models import OneToOne, Wish


class Timetable(models.Model):
    """A version of the timetable: the newest one is a draft, or released to those who meet."""

    one_to_one = models.ForeignKey(OneToOne, models.CASCADE, related_name="timetables")
    number = models.PositiveIntegerField()
    made = models.DateTimeField()
    released = models.DateTimeField(null=True, blank=True)
    proven = models.BooleanField(default=False)
    gap = models.FloatField(default=0.0)
    unmet = models.JSONField(default=dict)

    class Meta:
        db_table = "meetings_timetable"  # where the rows are, from when it was a part of meetings
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=("one_to_one", "number"), name="timetable_has_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.one_to_one_id}: {self.number}"


class PlannedMeeting(models.Model):
    """A meeting of a timetable: whose wish it meets, in which slot, at which table; a locked one stays."""

    timetable = models.ForeignKey(Timetable, models.CASCADE, related_name="meetings")
    wish = models.ForeignKey(Wish, models.CASCADE, related_name="meetings")
    slot = models.PositiveIntegerField()
    table = models.PositiveIntegerField()
    locked = models.BooleanField(default=False)

    class Meta:
        db_table = "meetings_plannedmeeting"
        ordering = ("slot", "table")
        constraints = [
            models.UniqueConstraint(fields=("timetable", "slot", "table"), name="a_table_has_one_meeting"),
            models.UniqueConstraint(fields=("timetable", "wish"), name="a_wish_is_met_once"),
            models.CheckConstraint(condition=Q(slot__gte=1, table__gte=1), name="slots_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.timetable_id}: {self.slot}/{self.table}"
