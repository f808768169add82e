"""A notice and a followed organisation, for the tests that walk through the pages of notices."""

from loftet.core.registry import Example
from loftet.notices.actions.notifications import News, follow, notify
from loftet.notices.models import Notice, Reason
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
        words={"notice": notice.pk, "follow": followed.pk},
        let_in=dict.fromkeys(own, SIGNED_IN) | dict.fromkeys(of_another, ()),
    )
