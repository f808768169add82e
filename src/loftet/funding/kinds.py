"""The kinds of work that schemes give money for, and the sides that apply."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProjectKind(models.TextChoices):
    """The kind of a project."""

    CHANGE = "change", _("Change activity")
    INNOVATION = "innovation", _("Innovation")
    RESEARCH = "research", _("Research")
    PROCUREMENT = "procurement", _("Innovative purchase")
    NETWORK = "network", _("Network")


class PartnerKind(models.TextChoices):
    """The side of a partner."""

    MUNICIPALITY = "municipality", _("municipality")
    FIRM = "firm", _("firm")
    RESEARCH = "research", _("research")
    VOLUNTARY = "voluntary", _("voluntary")
    EMPLOYEES = "employees", _("employees’ side")
    OTHER = "other", _("other")
