"""Bodies and meetings, matters, how they are treated, and what leaves the organisation."""

from loftet.decisions.models.bodies import Body, BodyKind, CountedIn, Meeting
from loftet.decisions.models.departures import Departure
from loftet.decisions.models.matters import FollowUp, Matter, MatterState, public_to_all
from loftet.decisions.models.treatments import (
    ADOPTS,
    DECIDES,
    DELEGATED,
    OUTCOMES_OF,
    VOTED,
    Motion,
    Outcome,
    Statement,
    Treatment,
    TreatmentKind,
)
