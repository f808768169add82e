"""The parts that stories add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.registry import App, MenuEntry, Topic, register
from loftet.people.personal_data import done_table
from loftet.status.share.addresses import SHARE_PICTURES
from loftet.stories.demo import tell_of_stories
from loftet.stories.example import example
from loftet.stories.models import Story
from loftet.stories.panels import on_municipality, on_project
from loftet.stories.rules import STATES, readable
from loftet.stories.search import STORIES
from loftet.stories.tasks import story_tasks

WRITTEN = done_table(
    Story,
    "written_by",
    _("Stories that you wrote"),
    _("so that somebody can be asked about it"),
    shown=("organisation__name", "title", "written", "state"),
    newest="written",
)

APP = register(
    App(
        label="stories",
        visible={Story: readable},
        log_words={
            "story.written": _("wrote a story"),
            "story.changed": _("changed a story"),
            "story.pictured": _("set the picture of a story"),
            "story.picture_removed": _("removed the picture of a story"),
            "story.offered": _("asked for approval of a story"),
            "story.published": _("approved and published a story"),
            "story.returned": _("made a story a draft again"),
            "story.withdrawn": _("took a story back"),
        },
        topic=Topic.PROGRAMME,
        tasks=[story_tasks],
        panels=(
            ("municipality", on_municipality),
            ("project", on_project),
        ),
        personal_data={"stories": WRITTEN},
        menu=(MenuEntry("stories", _("What we have achieved"), under="projects"),),
        demo=tell_of_stories,
        example=example,
        search=(STORIES,),
        states={"story": STATES},
        hooks=(SHARE_PICTURES(dict.fromkeys(("story", "story_class"), ("story_share_png", ("pk",)))),),
    )
)
