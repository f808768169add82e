"""The kinds and the languages of reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _

LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]


class ReportKind(models.TextChoices):
    """The kind of a report; the keys are the words of the command."""

    CASE_PAPER = "saksframlegg", _("Case paper")
    KNOWLEDGE = "kunnskapsgrunnlag", _("Knowledge base")
    ONE_PAGE = "one-page", _("One page for politicians")
    REVIEW = "vlr", _("Voluntary local review (UN)")
