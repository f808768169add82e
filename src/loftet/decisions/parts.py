"""Pages about a part of a matter: found by the address, shown with the matter, and led back to it."""

from typing import Any, ClassVar, TypeVar

from django.utils.translation import gettext_lazy as _

from loftet.core.pages import FormPage, found_by
from loftet.core.words import Words
from loftet.decisions.models import Matter
from loftet.decisions.rules import may_see
from loftet.people.actor import Actor

Found = TypeVar("Found")
NOT_SHOWN = _("There is no such matter, or it is not public.")


def shown(actor: Actor, matter: Matter | None, found: Found | None) -> Found:
    """Return what was found of a matter if it is shown to the actor, else answer as if it were not there."""
    is_shown = matter is not None and may_see(actor.permissions, matter)
    return found_by(actor, found if is_shown else None, NOT_SHOWN)


class OfMatter(FormPage):
    """A form about a matter or a part of it, which leads back to the matter; each page has its own rule."""

    success: ClassVar[Words] = ""  # the page of the matter says how it stands now
    template_name: ClassVar[str] = "decisions/pages/part_form.html"
    context_names = {"matter": "matter"}
    actor: Actor

    def get_subject(self) -> Any:
        """Return the matter; a page about a part of it returns that."""
        rows = Matter.objects.select_related(*Matter.lock_with)
        matter = rows.filter(pk=self.kwargs["matter"]).first()
        return shown(self.actor, matter, matter)

    def shown_part(self, part: Any) -> Any:
        """Return a part of a matter, if there is one that is shown."""
        return shown(self.actor, part and part.matter, part)

    @property
    def matter(self) -> Matter:
        """Return the matter that the page is about, or a part of."""
        found: Matter = self.subject if isinstance(self.subject, Matter) else self.subject.matter
        return found

    def get_default_url(self) -> str:
        """Return the address of the matter."""
        return self.matter.get_absolute_url()
