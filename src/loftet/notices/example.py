"""A notice, a followed organisation and something written in, for the tests that walk through the pages."""

from django.contrib.contenttypes.models import ContentType

from loftet.core.registry import Example
from loftet.notices.actions.notifications import News, follow, notify
from loftet.notices.models import Noted, Notice, Reason
from loftet.notices.noted.rules import LASTS
from loftet.notices.signed import noted_word
from loftet.people.actor import Actor
from loftet.people.models import Organisation

SIGNED_IN = ("no role", "own: editor", "member: planner", "lent: facilitator", "supplier: top_management")


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a notice of somebody and what they follow, and who is let in where."""
    followed = follow(actor.person, organisation, "/", now=actor.now)
    news = News("example", organisation, "/", organisation.name, {})
    notify(news, [actor.person], reason=Reason.FOLLOWS, by=None, now=actor.now)
    notice = Notice.objects.get(user=actor.person)
    own = ("inbox", "inbox_csv", "read_all_notices", "notice_settings", "following_csv")
    of_another = ("open_notice", "read_notice", "stop_following", "follow_thing")
    return Example(
        words={
            "notice": notice.pk,
            "follow": followed.pk,
            "word": noted_word(_noted(actor, organisation).pk),
        },
        let_in={
            **dict.fromkeys(own, SIGNED_IN),
            **dict.fromkeys(of_another, ()),
            "noted_reply": ("nobody", *SIGNED_IN),
        },
    )


def _noted(actor: Actor, organisation: Organisation) -> Noted:
    """Create a need that was written in, and waits for a reply."""
    return Noted.objects.create(
        organisation=organisation,
        kind="need",
        subject_type=ContentType.objects.get_for_model(organisation),
        subject_id=organisation.pk,
        wants={"title": "Mindre vatn på vegen"},
        written=actor.now,
        written_by=actor.person,
        asked=actor.person,
        expires=actor.now + LASTS,
    )
