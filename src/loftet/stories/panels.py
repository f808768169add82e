"""Parts that stories show on pages of earlier apps: of a municipality and of a project."""

from django.http import HttpRequest
from django.utils.translation import pgettext_lazy

from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.core.threads import Phase, Stop
from loftet.places.models import Place
from loftet.projects.models import Project
from loftet.stories.evidence import evidence_of_all, holds
from loftet.stories.models import Story
from loftet.stories.queries import organisations_told_for, stories_read_by

MOST_SHOWN = 3
MOST_READ = 20  # of the newest, among which those that the figures do not support are left out


def on_municipality(_request: HttpRequest, subject: Place) -> Panel | None:
    """Show the newest stories that a municipality has published and the figures support."""
    rows = Story.objects.filter(published__isnull=False, organisation__place=subject)
    newest = list(rows.order_by("-published", "-pk").only("title", "figure", "project")[:MOST_READ])
    found = evidence_of_all(newest)
    stories = [one for one in newest if holds(one, found[one.pk])][:MOST_SHOWN]
    return Panel("stories/parts/on_place.html", {"place": subject, "stories": stories}) if stories else None


def on_project(request: HttpRequest, subject: Project) -> Panel | None:
    """Show the stories of a project, and the link to tell one to those who take part."""
    actor = actor_of(request)
    stories = list(stories_read_by(actor).filter(project=subject)[:MOST_SHOWN])
    own = organisations_told_for(actor) if subject.is_public else []
    inside = subject.member_keys if own else ()
    tells = [one for one in own if one.pk in inside][:1]
    if not (stories or tells):
        return None
    context = {"project": subject, "stories": stories, "tells": tells}
    words = pgettext_lazy("story", "Story")
    stops = [Stop(words, one.title, one.get_absolute_url(), phase=Phase.TOLD) for one in stories]
    return Panel("stories/parts/on_project.html", context, stops)
