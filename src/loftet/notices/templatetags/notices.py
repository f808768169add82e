"""The button by which a thing is followed: `{% load notices %}{% follow_button subject address %}`."""

from django import template
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.template import Context

from loftet.notices.queries.following import follows
from loftet.notices.signed import Thing, thing_word
from loftet.people.models import User

register = template.Library()


@register.inclusion_tag("notices/parts/follow_button.html", takes_context=True)
def follow_button(context: Context, subject: Model, address: str) -> dict[str, object]:
    """Render a button for the signed-in person: follow the thing on this page, or stop.

    What the button sends is signed, and for this person alone: only what somebody was shown can be followed.
    """
    user = getattr(context.get("request"), "user", None)
    if not isinstance(user, User):
        return {"word": ""}
    kind = ContentType.objects.get_for_model(subject)
    return {
        "word": thing_word(Thing(user.pk, kind.pk, subject.pk, address)),
        "follows": follows(user, subject),
        "csrf_token": context.get("csrf_token"),
    }
