"""Pages about a part of a matter: found by the address, shown with the matter, and led back to it."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.http import Http404
from django.utils.translation import gettext as _

from loftet.core.actions import Rule
from loftet.core.pages import FormPage
from loftet.core.verdicts import Verdict, demand
from loftet.core.words import Words
from loftet.decisions.models import Matter
from loftet.decisions.rules import may_see
from loftet.people.actor import Actor

if TYPE_CHECKING:
    Form = FormPage
else:
    Form = object  # a page without a rule does not start, and this is none


def shown_to(rule: Rule) -> Rule:
    """Build the rule of a page: the matter must be shown to the actor before `rule` is asked."""

    def may(actor: Actor, record: Any) -> Verdict:
        matter = record if isinstance(record, Matter) else record.matter
        return may_see(actor.permissions, matter) and rule(actor, record)

    return may


def found_matter(number: int) -> Matter:
    """Return the matter that an address names, with what rules read of it, or answer 404."""
    matter = Matter.objects.select_related(*Matter.lock_with).filter(pk=number).first()
    if matter is None:
        raise Http404(_("There is no such matter."))
    return matter


class OfMatter(Form):
    """A form about a matter or a part of it, which leads back to the matter; each page has its own rule."""

    success: ClassVar[Words] = ""
    template_name: ClassVar[str] = "decisions/pages/part_form.html"
    actor: Actor
    kwargs: dict[str, Any]

    def get_subject(self) -> Any:
        """Return the matter; a page about a part of it returns that."""
        return found_matter(self.kwargs["matter"])

    @property
    def matter(self) -> Matter:
        """Return the matter that the page is about, or a part of."""
        found: Matter = self.subject if isinstance(self.subject, Matter) else self.subject.matter
        return found

    def part_missing(self, words: str = "") -> Http404:
        """Return the answer where the matter has no such part; only who may see the matter is told."""
        demand(may_see(self.actor.permissions, found_matter(self.kwargs["matter"])))
        return Http404(words)

    def get_success_url(self) -> str:
        """Return the address of the matter."""
        return self.matter.get_absolute_url()

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the matter beside the form."""
        return super().get_context(**more) | {"matter": self.matter}
