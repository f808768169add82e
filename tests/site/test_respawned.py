"""How many deaths of workers end the server."""

import pytest

from loftet.site.server import Respawned

AGAIN = 5.5  # granian ends the server when a worker was started again within so many seconds


@pytest.mark.parametrize(("workers", "pause", "ends_at"), [(1, 0.5, 6), (1, 11, 6), (4, 0.5, 6), (4, 13, 0)])
def test_more_than_five_deaths_within_a_minute_end_the_server(
    workers: int, pause: float, ends_at: int
) -> None:
    now, ended = [1000.0], 0
    respawned = Respawned(clock=lambda: now[0])
    for death in range(1, 20):  # as granian's loop asks
        worker = death % workers
        if now[0] - respawned.get(worker, 0) <= AGAIN:
            ended = death
            break
        respawned.clear()
        respawned[worker] = now[0]
        now[0] += pause
    assert ended == ends_at


def test_a_reload_is_no_death() -> None:
    respawned = Respawned(clock=lambda: 1000.0)
    for worker in (0, 1, 2, 3) * 3:
        respawned[worker] = 1000.0
    assert respawned.get(0, 0) == 0
