"""Who does the work: threads of this process, processes of this machine, or a cluster."""

import os


def processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
