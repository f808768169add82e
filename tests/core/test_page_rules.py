"""A page without a rule gets no address."""

import pytest

from loftet.core.pages import Page
from loftet.core.verdicts import anybody
from loftet.people.pages.base import SignedInButton, SignedInPage


@pytest.mark.parametrize("base", [Page, SignedInPage, SignedInButton])
def test_a_page_that_names_no_rule_gets_no_address(base: type[Page]) -> None:
    class Unguarded(base):  # type: ignore[misc, valid-type]
        """A page whose author forgot the rule."""

    with pytest.raises(TypeError, match="the page Unguarded has no rule"):
        Unguarded.as_view()


def test_a_page_that_names_its_rule_gets_an_address() -> None:
    class Open(SignedInPage):
        """A page for everybody who is signed in."""

        rule = anybody

    assert callable(Open.as_view())
