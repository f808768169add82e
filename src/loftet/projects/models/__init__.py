"""Projects with their partners, plan, money and expected effects."""

from loftet.projects.models.effects import EffectResult, ExpectedEffect, OwnPoint
from loftet.projects.models.money import Application, ApplicationState, Benefit, BenefitKind, Money, MoneyKind
from loftet.projects.models.plan import Milestone, Partner, Signal, StatusReport
from loftet.projects.models.projects import Part, Project, State

__all__ = [
    "Application",
    "ApplicationState",
    "Benefit",
    "BenefitKind",
    "EffectResult",
    "ExpectedEffect",
    "Milestone",
    "Money",
    "MoneyKind",
    "OwnPoint",
    "Part",
    "Partner",
    "Project",
    "Signal",
    "State",
    "StatusReport",
]
