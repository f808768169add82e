"""The tables of `core`: one noun a file."""

from loftet.core.models.jobs import JobRun, WorkerHeartbeat
from loftet.core.models.outbox import LetterState, OutboxLetter

__all__ = ["JobRun", "LetterState", "OutboxLetter", "WorkerHeartbeat"]
