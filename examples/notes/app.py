"""The registration of the app."""

from collections.abc import Mapping
from operator import attrgetter

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Router

from loftet.core.actor import actor_of
from loftet.core.demo import Demo
from loftet.core.reading import Reads
from loftet.core.registry import App, Example, MenuEntry, NoticeWords, Task, register
from loftet.core.search import RecordSource, SearchDocument, record_document
from loftet.people.actor import Actor, actor_at
from loftet.people.models import Organisation, Role, RoleKind
from loftet.people.personal_data import DataDescription, DataTable, Group, pointing

from .actions import publish_note, write_note
from .models import Note, State
from .rules import readable

api = Router()
KEPT = DataDescription(Group.DONE, _("Notes I wrote"), _("So it has a writer."), _("For good, as a number."))


@api.get("/")
def list_notes(request: HttpRequest) -> list[Mapping[str, object]]:
    """Return the notes that the caller may see."""
    return list(Note.objects.visible_to(actor_of(request)).values("pk", "title", "text"))


def drafts_wait(actor: Actor) -> Reads[list[Task]]:
    """Return the drafts that wait for the editors of their organisation."""
    edits = {one.organisation for one in actor.permissions.roles if one.kind == RoleKind.EDITOR}
    (notes,) = yield [Note.objects.filter(organisation__in=edits, state=State.DRAFT)]
    return [Task(_("Publish"), one.get_absolute_url(), one.organisation.name, _("you edit")) for one in notes]


def document(note: Note) -> SearchDocument:
    """Return what search reads of a note."""
    return record_document(note, "note", title=note.title, text=note.text, language="nn")


def make_demo(demo: Demo) -> None:
    """Create a published note."""
    role = Role.objects.on(demo.today).filter(kind=RoleKind.EDITOR).select_related("user", "organisation")[0]
    actor = actor_at(role.user, demo.at(demo.day("-2 mon")), demo.today)
    note = write_note(role.organisation, {"title": "Vatn", "text": "Vi ser."}, actor=actor)
    publish_note(note, actor=actor)


def example(editor: Actor, organisation: Organisation) -> Example:
    """Return a draft, and the expected access of each page."""
    note = write_note(organisation, {"title": "Utkast", "text": ""}, actor=editor)
    words = {"pk": note.pk, "organisation": organisation.slug, "step": "publish"}
    own = dict.fromkeys(("note", "note_edit", "note_step", "note_create"), ("own: editor",))
    return Example(words, own | {"notes": ("nobody", "other: editor", "own: editor")})


NOTES = RecordSource(
    kind="note",
    words=_("note"),
    many=_("Notes"),
    model=Note,
    document=document,
)
APP = register(
    App(
        label="notes",
        visible={Note: readable},
        log_words={
            "note.written": _("wrote a note"),
            "note.revised": _("changed a note"),
            "note.published": _("published a note"),
            "note.withdrawn": _("withdrew a note"),
        },
        notices={
            "note.published": NoticeWords(
                _("New note: %(label)s."), _("Notes that are published"), letter=attrgetter("text")
            )
        },
        tasks=[drafts_wait],
        personal_data={"notes": DataTable(KEPT, pointing(Note, "written_by"), ("title", "text"))},
        menu=(MenuEntry("notes", _("Notes")),),
        demo=make_demo,
        example=example,
        search=(NOTES,),
        api=api,
    )
)
