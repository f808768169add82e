"""A story of a municipality that waits for approval, for the tests that walk through the pages of stories."""

from io import BytesIO

from loftet.charts.png import png_of
from loftet.core.registry import Example
from loftet.people.actor import Actor, actor_at
from loftet.people.example import EVERYBODY, MANAGEMENT, TAKES_PART, member_of, roles_at
from loftet.people.models import Organisation, Role, RoleKind
from loftet.projects.rules import ACTS
from loftet.stories.actions import offer_story, set_picture, write_story
from loftet.stories.models import Story
from loftet.stories.pictures import draw_again

WRITERS = (*roles_at("member", ACTS), "lent: procurement_officer", "lent: facilitator")
READS = ("story", "story_class", "story_newspaper_txt", "story_picture_jpg", "story_share_png")
WRITES = ("story_create", "story_edit", "story_picture", "story_picture_remove")
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><circle r="200"/></svg>'
TOLD = {
    "title": "Vi kastar mindre mat",
    "text": "Kjøkkenet veg det som blir kasta, og heng opp talet kvar måndag.",
    "figure": "12 tonn mindre mat kasta i fjor",
    "figure_source": "Vege på kjøkkena",
    "class_question": "Kor mykje mat kastar du?",
    "class_text": "Kjøkkenet veg maten som blir kasta.",
    "class_task": "Veg matrestane i klassen i ei veke.",
}
SAID = {"alt": "Ei vekt", "credit": "Gol kommune", "licence": "ask", "people": "none"}


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a story that waits for approval, with a picture, and who is let in where."""
    member = member_of(organisation, actor)
    kind = RoleKind.EDITOR
    Role.objects.create(user=actor.person, organisation=member, kind=kind, valid_from=actor.today)
    story = _offered(actor_at(actor.person, actor.now, actor.today), member)
    return Example(
        words={
            "pk": story.pk,
            "organisation": member.slug,
            "digest": story.picture.digest,
            "step": "return",
        },
        let_in={
            "stories": EVERYBODY,
            **dict.fromkeys((*READS, "story_step"), TAKES_PART),
            **dict.fromkeys(("story_chart_svg", "story_chart_png"), ()),  # it has no project
            **dict.fromkeys(WRITES, WRITERS),
        },
        may_send={"story_step": tuple(dict.fromkeys((*WRITERS, *MANAGEMENT)))},
        asked=EVERYBODY,
        sent={
            "story_create": TOLD,
            "story_edit": TOLD | {"version": str(story.version)},
            "story_picture": SAID | {"version": str(story.version)},
            "story_step": {"version": str(story.version)},
        },
    )


def _offered(writer: Actor, member: Organisation) -> Story:
    """Create the story with its picture, and ask for approval."""
    story = write_story(member, TOLD, actor=writer)
    file = png_of(DRAWING)
    story = set_picture(story, draw_again(len(file), BytesIO(file)), SAID, actor=writer)
    return offer_story(story, actor=writer)
