"""Projects with their partners, plan, money, expected effects, and what others take over."""

from loftet.projects.models.effects import (
    Certainty,
    Direction,
    EffectResult,
    ExpectedEffect,
    OwnPoint,
    Refusal,
)
from loftet.projects.models.money import Application, ApplicationState, Benefit, BenefitKind, Money, MoneyKind
from loftet.projects.models.plan import Milestone, Partner, PartnerKind, Signal, StatusReport
from loftet.projects.models.projects import Kind, Part, Project, State
from loftet.projects.models.reuse import Adopter, PriceClass, ReusePage

__all__ = [
    "Adopter",
    "Application",
    "ApplicationState",
    "Benefit",
    "BenefitKind",
    "Certainty",
    "Direction",
    "EffectResult",
    "ExpectedEffect",
    "Kind",
    "Milestone",
    "Money",
    "MoneyKind",
    "OwnPoint",
    "Part",
    "Partner",
    "PartnerKind",
    "PriceClass",
    "Project",
    "Refusal",
    "ReusePage",
    "Signal",
    "State",
    "StatusReport",
]
