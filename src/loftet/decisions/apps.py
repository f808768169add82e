"""Decisions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from loftet.log.words import tell as tell_log


class DecisionsConfig(AppConfig):
    """Political and administrative anchoring."""

    name = "loftet.decisions"

    def ready(self) -> None:
        """Tell the log what the actions are called."""
        tell_log(
            {
                "matter.written": _("wrote a matter"),
                "matter.prepared": _("prepared a matter"),
                "matter.taken_up": _("took a matter up"),
                "matter.revised": _("wrote a matter anew"),
                "matter.published": _("published a matter"),
                "matter.withdrawn": _("withdrew a matter"),
                "matter.left": _("let a matter leave the house, and answered about the journal"),
                "treatment.planned": _("planned a treatment"),
                "treatment.moved": _("planned a treatment anew"),
                "treatment.called_off": _("called a treatment off"),
                "treatment.recorded": _("recorded what came of a treatment"),
                "treatment.corrected": _("corrected what came of a treatment"),
                "treatment.delegated": _("recorded a decision by delegation"),
            }
        )
