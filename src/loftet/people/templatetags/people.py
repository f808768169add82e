"""On whose behalf somebody reads a page: `{% load people %}`."""

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.translation import gettext as _

from loftet.people.access import permissions_of
from loftet.people.models import Organisation, OrganisationKind, RoleKind, User

register = template.Library()


@register.filter
def called_in(kind: RoleKind | str, organisation: OrganisationKind | str) -> str:
    """Return what a role is called in a kind of organisation: `{{ kind|called_in:organisation.kind }}`."""
    return RoleKind(kind).called_in(organisation)


@register.filter
def initials(person: User) -> str:
    """Return the first letters of the first and the last word of a person's name, or of the address."""
    words = str(person).partition("@")[0].replace(".", " ").split() or ["?"]
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper()


# Things of an organisation, by the names that pages give them.
THINGS = ("matter", "body", "participation")


@register.simple_tag(takes_context=True)
def on_behalf(context: Context) -> str:
    """Return for whom and by which delegation somebody acts here; nothing where a role is one's own.

    The organisation is that of the page, or of the thing that the page is about.
    """
    things = (context.get(name) for name in THINGS)
    candidates = (context.get("organisation"), *(getattr(one, "organisation", None) for one in things))
    organisation = next((one for one in candidates if isinstance(one, Organisation)), None)
    request = context.get("request")
    if organisation is None or not isinstance(request, HttpRequest):
        return ""
    permissions = permissions_of(request)
    if permissions.has_own(organisation) or not (lent := permissions.in_(organisation)):
        return ""
    return _("Here you act for %(name)s by delegation: %(roles)s.") % {
        "name": organisation.name,
        "roles": ", ".join(f"{one.kind.label} ({one.document})" for one in lent),
    }
