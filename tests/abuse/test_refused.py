"""Each case is refused with its words, and every table that people decide in stays as it was."""

import pytest

from tests.abuse.cases import CASES
from tests.abuse.scene import Scene, state, words_of


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_with_a_reason_and_nothing_changes(scene: Scene, name: str) -> None:
    case = CASES[name]
    browser, address, before = scene.browser(case.who), scene.address(case.address), state()
    if case.sent is None:
        answer = browser.get(address)
    else:
        answer = browser.post(address, {key: scene.address(word) for key, word in case.sent.items()})
    assert (answer.status_code, case.reason in words_of(answer)) == (case.status, True), words_of(answer)
    assert state() == before
