"""The pages of notes."""

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column, CreatePage, EditPage, Link, ListPage, RecordPage, StepPage
from loftet.core.verdicts import anybody
from loftet.people.models import Organisation, RoleKind

from .actions import publish_note, revise_note, withdraw_note, write_note
from .models import Note, State
from .rules import STATES, may_change, may_see, may_write


class NoteFilters(Filters):
    """Notes found by words and by state."""

    q = WordsFilter(("title", "text"), label=_("Words"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("all"))


class NoteList(ListPage):
    """The notes that the reader may see."""

    rule = anybody
    title = _("Notes")
    filters = NoteFilters
    write_url, write_words = "note_create", _("Write a note")
    columns = (
        Column("title", _("Title"), link=True),
        Column("organisation", _("Organisation")),
        Column("state", _("State")),
    )

    def get_rows(self) -> QuerySet[Note]:
        """Return what is published, and all of the reader's own organisations."""
        return Note.objects.visible_to(self.actor).select_related("organisation")

    def writes_for(self) -> list[Organisation]:
        """Return the organisations that the reader may write for."""
        return list(self.actor.permissions.acted_for(RoleKind.EDITOR))


class NotePage(RecordPage):
    """One note."""

    rule = may_see
    model = Note
    template_name = "notes/pages/note.html"
    states, step_url = STATES, "note_step"
    links = (Link(_("Change the note"), "note_edit", may_change, look="link"),)


class NoteCreate(CreatePage):
    """Write a note for an organisation."""

    rule = may_write
    title = _("Write a note")
    model = Note
    fields = ("title", "text")
    action = write_note

    def get_subject(self) -> Organisation:
        """Return the organisation that writes."""
        return get_object_or_404(Organisation, slug=self.kwargs["organisation"])


class NoteEdit(EditPage):
    """Change a draft."""

    rule = may_change
    title = _("Change the note")
    model = Note
    fields = ("title", "text")
    action = revise_note


class NoteStep(StepPage):
    """Publish or withdraw a note."""

    rule = may_see
    model = Note
    states = STATES
    steps = {"publish": publish_note, "withdraw": withdraw_note}
