"""Actions on what is written in for others: written in, and replied to by who is asked."""

from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext as _

from loftet.background.outbox import enqueue
from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.notices.actions.notifications import News, notify
from loftet.notices.models import Noted, Reason, Reply
from loftet.notices.noted.kinds import kind_of
from loftet.notices.noted.letters import NOTED
from loftet.notices.noted.rules import LASTS, may_reply, may_write_in
from loftet.people.acting import as_facilitator
from loftet.people.actor import Actor, actor_at
from loftet.people.models import Organisation


@action("noted.written", rule=may_write_in, creates=True, locks_parent=True, acting_for=as_facilitator)
def write_in(
    organisation: Organisation,
    kind: str,
    subject: models.Model,
    said: Mapping[str, Any],
    wants: Mapping[str, Any],
    *,
    actor: Actor,
) -> Noted:
    """Create what somebody of an organisation has said, and send the letter by which it is confirmed.

    Raises:
        InvalidInput: when a value is refused, who is asked could not do it, or has said «not this year».
    """
    earlier = Noted.objects.asking(organisation, kind, subject)
    if earlier.filter(reply=Reply.LATER, replied__year=actor.today.year).exists():
        raise InvalidInput.because(_("They have replied «not this year». Ask again next year."))
    table = ContentType.objects.get_for_model(subject)
    noted = Noted(organisation=organisation, kind=kind, subject_type=table, subject_id=subject.pk)
    noted.wants = dict(wants)
    noted.written, noted.written_by, noted.expires = actor.now, actor.person, actor.now + LASTS
    set_values(noted, said)
    if kind_of(noted).latest_only:
        earlier.unanswered(actor.now).update(expires=actor.now)
    noted.save()
    noted.refresh_from_db()  # the values as a later reply reads them
    _demand_it_can_be_done(noted, actor)
    enqueue(NOTED, noted.pk, receiver=noted.asked_id)
    return noted


class _Undone(Exception):  # noqa: N818 - it ends a try that went well
    """The end of a try that went well: it is undone."""


def _demand_it_can_be_done(noted: Noted, actor: Actor) -> None:
    """Check whether who is asked could do it, by trying and undoing: no letter whose yes would be refused."""
    kind = kind_of(noted)
    if kind.form is not None:  # the values come with the reply
        return
    try:
        with transaction.atomic():
            kind.run(noted, {}, actor_at(noted.asked, actor.now, actor.today))
            raise _Undone
    except _Undone:
        return
    except NotAllowed as refused:
        words = _("%(name)s could not confirm this: %(reason)s")
        told = words % {"name": noted.asked, "reason": refused.denied.reason}
        raise InvalidInput.because(told, field="asked") from refused


def _tell_writer(done: Done) -> None:
    noted: Noted = done.result
    details = {"reply": noted.reply, "kind": noted.kind}
    about = noted.subject
    address = about.get_absolute_url() if hasattr(about, "get_absolute_url") else "/"
    news = News(done.key, noted, address, noted.organisation.name, details)
    notify(news, [noted.written_by], reason=Reason.ROLE, by=done.actor.user, now=done.actor.now)


@action("noted.replied", rule=may_reply, notify=_tell_writer)
def reply_to(noted: Noted, answer: str, written: Mapping[str, Any], *, actor: Actor) -> Noted:
    """Save a reply, once; a yes does what was written in, as the one who replies.

    Raises:
        InvalidInput: when there is no such reply, or what was written in can no longer be done.
    """
    set_values(noted, {"reply": answer})
    if not noted.reply:
        raise InvalidInput.because(_("Choose a reply."))
    noted.replied = actor.now
    if noted.reply == Reply.YES:
        made = kind_of(noted).run(noted, written, actor)
        noted.made_type, noted.made_id = ContentType.objects.get_for_model(made), made.pk
    return noted
