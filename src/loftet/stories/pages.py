"""Pages of stories: the list, one story, how it is written, and the page for a class."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import (
    ButtonPage,
    Column,
    CreatePage,
    EditPage,
    HiddenRecordMixin,
    Link,
    ListPage,
    Page,
    RecordPage,
    StepPage,
    VersionPage,
)
from loftet.core.registry import add_parameters
from loftet.core.states import StateTag, tag_of
from loftet.core.verdicts import Denied, anybody
from loftet.core.words import Words
from loftet.people.filters import OwnerFilter
from loftet.people.models import Organisation
from loftet.people.pages.base import OfOrganisationMixin
from loftet.stories.actions import (
    approve_story,
    change_story,
    offer_story,
    remove_picture,
    return_story,
    set_picture,
    withdraw_story,
    write_story,
)
from loftet.stories.evidence import Evidence, evidence_of, evidence_of_all, holds
from loftet.stories.forms import PictureForm, StoryForm
from loftet.stories.models import Picture, State, Story
from loftet.stories.queries import organisations_told_for, projects_told_of, stories_in_order, stories_read_by
from loftet.stories.rules import STATES, may_change, may_see, may_start

PROJECT = "prosjekt"
add_parameters((PROJECT,))
TAGS = {
    State.DRAFT: ("planned", "pencil"),
    State.OFFERED: ("review", "eye"),
    State.PUBLISHED: ("open", "check"),
}


class StoryFilters(Filters):
    """Stories found by words and by who tells them."""

    q = WordsFilter(("search_text",), label=_("Words"))
    hvem = OwnerFilter(Story, label=_("Who"))


class StoryList(ListPage):
    """The stories that the reader may see: what waits, one's own drafts, and the newest of all."""

    rule = anybody
    title = _("What we have achieved")
    template_name = "stories/pages/stories.html"
    filters = StoryFilters
    page_size = 20
    file_name = "fatt-til"
    empty = _("Nobody has told of anything yet.")
    columns = (
        Column("title", pgettext_lazy("story", "Story"), link=True),
        Column("organisation", _("Who")),
        Column("state", pgettext_lazy("story", "State")),
        Column("published", pgettext_lazy("story", "Published")),
        Column("figure", _("A number of its own")),
        Column("figure_source", _("Where the number is from")),
    )

    def get_rows(self) -> QuerySet[Story]:
        """Return the stories in their order."""
        return stories_in_order(self.actor)

    def lines(self, rows: Any) -> Any:
        """Return each story with its state and with what the figures say."""
        found = evidence_of_all(rows)
        return [(one, tag_of(one, TAGS), found[one.pk]) for one in rows]

    def rows_of_file(self) -> Iterable[Story]:
        """Return the stories; one that the figures deny has no number in the file, either."""
        rows = list(self.filtered.qs)
        found = evidence_of_all(rows)
        for one in rows:
            if found[one.pk].contradicts:
                one.figure = one.figure_source = ""
        return rows

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list, and for whom the reader may write."""
        return super().get_context(writes_for=organisations_told_for(self.actor), **more)


class OfStory(HiddenRecordMixin, Page):
    """A page about a story; one that is hidden is not there."""

    missing = _("There is no such story.")
    subject_model = Story
    form_template = "stories/pages/form.html"

    def get_queryset(self) -> QuerySet[Story]:
        """Return the stories that the reader may see."""
        return stories_read_by(self.actor).select_related(*Story.lock_with)

    @property
    def picture(self) -> Picture | None:
        """Return the picture of the story, if it has one."""
        return getattr(self.subject, "picture", None)


class ToldPage(OfStory):
    """A page that tells a story, with what the figures say of its project, in a chart unless it says not."""

    rule = may_see
    with_charts = True

    @cached_property
    def evidence(self) -> Evidence:
        """Return what the newest figures say."""
        return evidence_of(self.subject, with_charts=self.with_charts)

    @cached_property
    def why_not(self) -> str:
        """Return why the numbers do not support the story now; nothing where they do."""
        verdict = holds(self.subject, self.evidence)
        return str(verdict.reason) if isinstance(verdict, Denied) else ""

    def get_title(self) -> Words:
        """Return the story in a sentence."""
        return str(self.subject.title)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the story, its number and its picture."""
        best = self.evidence.best
        return super().get_context(evidence=self.evidence, card=best, picture=self.picture, **more)


class StoryPage(ToldPage, RecordPage):
    """A story: what was achieved, by which number, how sure that is, and who says so."""

    template_name = "stories/pages/story.html"
    states, step_url = STATES, "story_step"

    @property
    def tag(self) -> StateTag:
        """Return the state of the story."""
        return tag_of(self.subject, TAGS)

    def get_possible_links(self) -> Iterable[Link]:
        """Return the forms of the story and of its picture."""
        picture = _("Change the picture") if self.picture else _("Add a picture")
        yield Link(_("Change the story"), "story_edit", may_change, look="link")
        yield Link(picture, "story_picture", may_change, look="link")
        yield from super().get_possible_links()


class ClassPage(ToldPage):
    """The story for a class: one question, one chart, one task, and nothing about single persons."""

    template_name = "stories/pages/class.html"

    def get_title(self) -> Words:
        """Return the question; a class is told nothing that the numbers do not support."""
        if not self.subject.class_question or self.why_not:
            raise Http404(gettext("The story has no page for a class."))
        return str(self.subject.class_question)


class StoryCreate(OfOrganisationMixin, CreatePage):
    """Write a story of an organisation, of the project that the address names or of none."""

    rule = may_start
    title = _("A new story")
    lead = _("Your management approves it before others read it. The numbers must support what it says.")
    template_name = "stories/pages/form.html"
    button = _("Keep the draft")
    success = _("The draft is kept. Only your own organisation reads it.")
    form_class = StoryForm
    action = write_story
    subject: Organisation
    back_url = ("stories",)

    def get_form_options(self) -> dict[str, Any]:
        """Return the projects to choose among."""
        projects = projects_told_of(self.subject)
        named = projects.filter(pk=self.key_in_address(PROJECT)).first()
        return {"projects": projects, "initial": {"project": named}}


class StoryEdit(OfStory, EditPage):
    """Change a story that is not published."""

    rule = may_change
    title = _("Change the story")
    form_class = StoryForm
    action = change_story

    def get_form_options(self) -> dict[str, Any]:
        """Return the story, and the projects to choose among."""
        return super().get_form_options() | {"projects": projects_told_of(self.subject.organisation)}


class StoryPicture(OfStory, VersionPage):
    """Send the picture of a story, or change what is said of it."""

    rule = may_change
    title = _("A picture for the story")
    button = _("Keep the picture")
    success = _("The picture is kept.")
    form_class = PictureForm

    def get_form_options(self) -> dict[str, Any]:
        """Return the picture that is there, with what is said of it."""
        found = super().get_form_options() | {"picture": self.picture}
        if self.picture:
            said = ("alt", "credit", "licence", "people")
            found["initial"] |= {name: getattr(self.picture, name) for name in said}
        return found

    def save(self, form: Any) -> Story:
        """Call the action with what was drawn of the file, and what was written."""
        written = dict(form.cleaned_data)
        del written["file"]
        self.subject.version = written.pop("version")
        return set_picture(self.subject, form.drawn, written, actor=self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form, and the picture that is there."""
        return super().get_context(picture=self.picture, **more)


class StoryPictureRemove(OfStory, ButtonPage):
    """Remove the picture of a story."""

    rule = may_change
    action = remove_picture
    success = _("The picture is removed.")


class StoryStep(OfStory, StepPage):
    """A step of a story: offered, approved, returned or taken back."""

    rule = may_see
    states = STATES
    steps = {
        "offer": offer_story,
        "approve": approve_story,
        "return": return_story,
        "withdraw": withdraw_story,
    }
    done = {
        "offer": _("It waits for the management to approve it."),
        "approve": _("Everybody can read the story now."),
        "return": _("The story is a draft again."),
        "withdraw": _("The story is a draft again. Only your own organisation reads it."),
    }
