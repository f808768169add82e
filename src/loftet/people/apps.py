"""People."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from loftet.log.words import name_keys, register_log_words


class PeopleConfig(AppConfig):
    """Users, organisations, roles, sign-in."""

    name = "loftet.people"

    def ready(self) -> None:
        """Tell the log what the actions are called, and what is kept about persons."""
        register_log_words(
            {
                "organisation.added": _("added the organisation"),
                "person.came": _("signed in for the first time"),
                "person.erased": _("was erased at their own request"),
                "person.signed_out_everywhere": _("signed out everywhere"),
                "passkey.added": _("added a passkey"),
                "passkey.removed": _("removed a passkey"),
                "outside.tied": _("tied a service for signing in to themselves"),
                "outside.untied": _("untied a service for signing in"),
                "role.began": _("gave a role"),
                "role.ended": _("ended a role"),
                "invitation.made": _("invited somebody"),
                "invitation.delegation": _("offered a delegation"),
                "invitation.sent_again": _("sent an invitation again"),
                "invitation.withdrawn": _("took an invitation back"),
                "invitation.declined": _("said no to an invitation"),
                "invitation.accepted": _("said yes to an invitation"),
                "delegation.withdrawn": _("withdrew a delegation"),
                "disqualification.declared": _("declared to be disqualified («inhabil»)"),
                "disqualification.carried": _(
                    "moved a matter, on which a disqualification («inhabil») follows"
                ),
                "disqualification.lifted": _("declared to be no longer disqualified («inhabil»)"),
            }
        )
        from loftet.people.models import RoleKind
        from loftet.people.personal_data import register_tables  # here, because only now are there models
        from loftet.people.registered import register
        from loftet.people.tables import TABLES

        register_tables(TABLES)
        register()
        roles = {kind.value: kind.label for kind in RoleKind}
        name_keys(dict.fromkeys(("role.", "invitation.", "delegation."), roles.get))
