"""The tables of `core`: one noun a file."""

from loftet.core.models.jobs import JobRun, WorkerHeartbeat
from loftet.core.models.outbox import LetterState, OutboxLetter
from loftet.core.models.submissions import FormSubmission
from loftet.core.models.work import WorkItem, WorkState

__all__ = [
    "FormSubmission",
    "JobRun",
    "LetterState",
    "OutboxLetter",
    "WorkItem",
    "WorkState",
    "WorkerHeartbeat",
]
