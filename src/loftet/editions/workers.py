"""Workers for a computation: threads of this process, processes of this machine, or a cluster.

Work is split into the same blocks for all workers and joined in their order, so the bytes are the same.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from loftet.invalid_input import InvalidInput
from loftet.methods.uncertainty.replicate import Workers, in_threads

if TYPE_CHECKING:
    from distributed import Client

Task = TypeVar("Task")
Done = TypeVar("Done")

LOCAL = {"local-threads": "threads", "local-processes": "processes"}
ANSWER_WITHIN = "10s"
# A task is tried again when the worker that had it is gone.
RETRIES = 3


def processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def workers_of(scheduler: str | None) -> Iterator[Workers]:
    """Return the workers that a word or an address names; without one, the threads of this process.

    Raises:
        InvalidInput: when the word is none of ours, or nobody answers at the address.
    """
    if scheduler is None:
        yield in_threads(processors())
    elif scheduler in LOCAL:
        yield _on_dask(LOCAL[scheduler])
    elif "://" in scheduler:
        with _client(scheduler) as client:
            yield _on_cluster(client)
    else:
        near = get_close_matches(scheduler, LOCAL, n=1)
        meant = f" (is «{near[0]}» meant?)" if near else ""
        known = "local-threads, local-processes or an address such as tcp://10.0.0.1:8786"
        raise InvalidInput.because(f"«{scheduler}» is no scheduler{meant}; there are {known}")


def _on_dask(kind: str) -> Workers:
    from dask.base import compute
    from dask.delayed import delayed

    def run_all(run: Callable[[Task], Done], tasks: Sequence[Task]) -> list[Done]:
        later = [delayed(run, pure=False)(task) for task in tasks]
        done: tuple[Done, ...] = compute(  # type: ignore[no-untyped-call]
            *later, scheduler=kind, num_workers=processors()
        )
        return list(done)

    return run_all


@contextmanager
def _client(address: str) -> "Iterator[Client]":
    from distributed import Client

    try:
        client = Client(address, timeout=ANSWER_WITHIN, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise InvalidInput.because(f"no Dask cluster answers at {address}: {error}") from error
    with client:
        yield client


def _on_cluster(client: "Client") -> Workers:
    def run_all(run: Callable[[Task], Done], tasks: Sequence[Task]) -> list[Done]:
        # One task after the other: a graph of them all at once would be held, and warned of, as one message.
        futures = [client.submit(run, task, pure=False, retries=RETRIES) for task in tasks]
        done: list[Done] = client.gather(futures)  # type: ignore[no-untyped-call]
        return done

    return run_all
