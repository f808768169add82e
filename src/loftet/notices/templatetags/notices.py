"""The button by which a thing is followed, and what was written in about it for others.

`{% load notices %}{% follow_button subject address %}{% noted_list subject %}`
"""

from django import template
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.template import Context
from django.utils.translation import gettext_lazy as _

from loftet.core.actor import actor_of
from loftet.notices.models import Noted
from loftet.notices.noted.kinds import kind_of
from loftet.notices.noted.rules import may_write_in
from loftet.notices.noted.sentences import reply_line, said_line
from loftet.notices.queries.following import follows
from loftet.notices.signed import Thing, thing_word
from loftet.people.models import User

register = template.Library()
BUTTONS = {  # by whether the thing is followed: what is sent, an icon, the words, and those with a name
    False: ("follow", "bell-plus", _("Follow this"), _("Follow %(name)s")),
    True: ("stop", "bell-check", _("Stop following this"), _("Stop following %(name)s")),
}


@register.inclusion_tag("notices/parts/follow_button.html", takes_context=True)
def follow_button(context: Context, subject: Model, address: str, name: str = "") -> dict[str, object]:
    """Render a button for the signed-in person: follow the thing on this page, or stop; small with a name.

    What the button sends is signed, and for this person alone: only what somebody was shown can be followed.
    """
    user = getattr(context.get("request"), "user", None)
    if not isinstance(user, User):
        return {"word": ""}
    kind = ContentType.objects.get_for_model(subject)
    do, icon, words, of_name = BUTTONS[follows(user, subject)]
    return {
        "word": thing_word(Thing(user.pk, kind.pk, subject.pk, address)),
        "do": do,
        "icon": icon,
        "words": of_name % {"name": name} if name else words,
        "name": name,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("notices/parts/noted_list.html", takes_context=True)
def noted_list(context: Context, subject: Model) -> dict[str, object]:
    """Render what was written in for others about the thing on this page, to those who work with it.

    These are people with a role in the organisation that is meant, and coordinators of its region.
    """
    request = context.get("request")
    if request is None or (actor := actor_of(request)).user is None:
        return {"lines": ()}
    rows = Noted.objects.about(subject).with_people().select_related("organisation__place")
    seen = [
        one
        for one in rows
        if actor.permissions.has(one.organisation) or may_write_in(actor, one.organisation)
    ]
    return {
        "lines": [
            {
                "what": kind_of(one).words(one),
                "said": said_line(one, one.organisation.name),
                "reply": reply_line(one),
            }
            for one in seen
        ]
    }
