"""The one letter to a firm that was written in: what was told, and the link that publishes or deletes it."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from loftet.core.mail import Letter, one_line, whole
from loftet.notices.noted.letters import asking
from loftet.notices.noted.sentences import said_line
from loftet.solutions.models import Solution
from loftet.solutions.told.models import ToldFirm
from loftet.solutions.told.signed import told_word

TOLD = "firm_told"
TEXTS = ("problem", "what", "effect", "evidence", "evidence_source", "cpv", "targets", "contact")


def told_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the letter; none where the firm has answered, or the link has run out."""
    told = ToldFirm.objects.waiting(now).select_related("written_by").filter(pk=row).first()
    if told is None:
        return None
    with translation.override(told.language):
        words = {
            "address": whole(reverse("firm_reply", args=[told_word(told.pk)])),
            "day": date_format(timezone.localtime(told.expires), "j. F Y"),
        }
        parts = (
            said_line(told, told.name),
            "\n\n".join(told_lines(told)),
            _("Nobody else reads it. Publish, mend or delete it without an account: %(address)s") % words,
            _("If you do not answer, it is deleted on %(day)s, with your address.") % words,
        )
        subject = _("Is this right of %(name)s?") % {"name": one_line(told.name)}
        return asking(told.email, subject, parts, told.written_by)


def told_lines(told: ToldFirm) -> list[str]:
    """Return the solution as it was told: its sentence, and each value with its name."""
    solution = Solution(**told.wants)
    shown = {name: getattr(solution, name) for name in TEXTS}
    shown["evidence"] = solution.get_evidence_display()
    shown["targets"] = ", ".join(solution.targets)
    fields = {name: str(Solution._meta.get_field(name).verbose_name) for name in TEXTS}  # type: ignore[union-attr]
    return [solution.title, *(f"{capfirst(fields[name])}: {value}" for name, value in shown.items() if value)]
