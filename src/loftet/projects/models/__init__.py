"""Projects with their partners, plan, money, expected effects, and what others take over."""

from loftet.projects.models.effects import EffectResult, ExpectedEffect, OwnPoint
from loftet.projects.models.money import Application, ApplicationState, Benefit, BenefitKind, Money, MoneyKind
from loftet.projects.models.plan import Milestone, Partner, Signal, StatusReport
from loftet.projects.models.projects import Part, Project, State
from loftet.projects.models.reuse import Adopter, PriceClass, ReusePage

__all__ = [
    "Adopter",
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
    "PriceClass",
    "Project",
    "ReusePage",
    "Signal",
    "State",
    "StatusReport",
]
