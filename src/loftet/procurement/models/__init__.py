"""The tables of procurements."""

from loftet.procurement.models.contracts import Contract, Promise, Verdict
from loftet.procurement.models.procurements import (
    Activity,
    Borne,
    ClimateMode,
    Contact,
    Kind,
    Procurement,
    Share,
    State,
)
from loftet.procurement.models.strategies import Strategy
from loftet.procurement.models.yearly import YearAnswer

__all__ = [
    "Activity",
    "Borne",
    "ClimateMode",
    "Contact",
    "Contract",
    "Kind",
    "Procurement",
    "Promise",
    "Share",
    "State",
    "Strategy",
    "Verdict",
    "YearAnswer",
]
