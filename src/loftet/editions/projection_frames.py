"""The tables of an edition that look along time: where figures are heading, and years pooled."""

import numpy as np

from loftet.editions.build import Status
from loftet.editions.frames import Frame
from loftet.editions.panel import panel_of
from loftet.editions.pooled import pooled_frame
from loftet.editions.projections import projection_frame


def projection_frames(status: Status) -> tuple[Frame, Frame]:
    """Return the tables `projections` and `pooled` of an edition."""
    panel = panel_of(status.study, status.year)
    with np.errstate(divide="ignore", invalid="ignore"):  # no value stays no value
        return projection_frame(status, panel), pooled_frame(status, panel)
