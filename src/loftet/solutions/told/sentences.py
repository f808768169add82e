"""Sentences about a firm that was written in: who said it, and what of the solution was told."""

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from loftet.notices.models import How
from loftet.solutions.models import Solution
from loftet.solutions.told.models import ToldFirm

TEXTS = ("problem", "what", "effect", "evidence", "evidence_source", "cpv", "targets", "contact")


def said_line(told: ToldFirm) -> str:
    """Return who said it, how and when, and who wrote it in."""
    words = {
        "who": told.said_by,
        "organisation": told.name,
        "how": How(told.how).label,
        "day": date_format(told.said_on, "j. F Y"),
        "writer": told.written_by,
    }
    return _("Said by %(who)s for %(organisation)s, %(how)s, %(day)s. Written in by %(writer)s.") % words


def means_line(told: ToldFirm) -> str:
    """Return on what the confirmation of the firm rests; it names nobody."""
    words = {"how": How(told.how).label, "day": date_format(told.said_on, "j. F Y")}
    return _("Told of %(how)s, %(day)s; published from the letter.") % words


def told_lines(told: ToldFirm) -> list[str]:
    """Return the solution as it was told: its sentence, and each value with its name."""
    solution = Solution(**told.wants)
    shown = {name: getattr(solution, name) for name in TEXTS}
    shown["evidence"] = solution.get_evidence_display()
    shown["targets"] = ", ".join(solution.targets)
    fields = {name: str(Solution._meta.get_field(name).verbose_name) for name in TEXTS}  # type: ignore[union-attr]
    return [solution.title, *(f"{capfirst(fields[name])}: {value}" for name, value in shown.items() if value)]
