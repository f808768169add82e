"""Personal data of learning: who wrote, whom to ring, whom it helped, who took which course."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from loftet.learning.models import Experience, FinishedCourse, Help
from loftet.people.models import Role, User
from loftet.people.personal_data import DataDescription, DataTable, Group, done_table

CONTACT_KEPT = timedelta(days=730)  # since somebody last said that the experience holds, or wrote a draft


def naming(user: User) -> QuerySet[Experience]:
    """Return the experiences of a person's organisations that say to ring them, by their whole name."""
    if not user.name:
        return Experience.objects.none()
    own = Role.objects.filter(user=user).values("organisation")
    whole = rf"(^|\W){re.escape(user.name)}(\W|$)"
    return Experience.objects.filter(organisation__in=own, contact__iregex=whole)


def erase_contact(user: User, _now: datetime) -> None:
    """Erase the name and the number of a person; the experience stays."""
    naming(user).update(contact="")


def forget_contacts(now: datetime) -> int:
    """Erase names and numbers that nobody has confirmed for two years; return how many."""
    before = now - CONTACT_KEPT
    old = Q(confirmed_on__lt=localdate(before)) | Q(confirmed_on=None, written__lt=before)
    return Experience.objects.filter(old).exclude(contact="").update(contact="")


def erase_courses(user: User, _now: datetime) -> None:
    """Erase which courses a person has taken."""
    FinishedCourse.objects.filter(user=user).delete()


TABLES: Mapping[str, DataTable] = {
    "experiences": done_table(
        Experience,
        "written_by",
        _("Experiences that you wrote"),
        _("so that somebody can be asked about it"),
        shown=("organisation__name", "title", "written", "state"),
        newest="written",
    ),
    "experience_contacts": DataTable(
        DataDescription(
            Group.WHO,
            _("Your name and telephone number on experiences of your municipality"),
            _("so that others who want to do the same can ring you"),
            _("two years after somebody last confirmed the experience, or until the person is erased"),
        ),
        naming,
        shown=("organisation__name", "title", "contact"),
        newest="written",
        erase=erase_contact,
        forget=forget_contacts,
    ),
    "experiences_that_helped": done_table(
        Help,
        "said_by",
        _("Experiences that you said helped a municipality"),
        _("so that it is known who asked for it"),
        shown=("experience__title", "organisation__name", "used_in", "said"),
        newest="said",
    ),
    "courses": done_table(
        FinishedCourse,
        "user",
        _("Courses that you have finished"),
        _("so that you see which ones are left; nobody else sees it"),
        how_long=_("until the person is erased"),
        shown=("course", "finished"),
        newest="finished",
        erase=erase_courses,
    ),
}
