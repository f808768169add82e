"""What is refused of stories, each with its reason."""

from loftet.stories.models import Story
from loftet.stories.rules import may_see, may_start
from tests.needs.conftest import People
from tests.people.partnership import World, acting_as
from tests.refusals import reason_of


def test_a_firm_tells_no_stories_and_reads_no_draft(story: Story, world: World, people: People) -> None:
    firm = acting_as(people.firm)
    assert reason_of(may_start(firm, world.firm)).startswith("Stories are told by municipalities")
    assert reason_of(may_see(firm, story)) == "The story is not published."
    assert may_see(acting_as(people.writer), story)
