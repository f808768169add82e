"""A proposal of a joint purchase that somebody does not want now."""

from django.db import models

from loftet.people.models import Organisation


class ProposalDeclined(models.Model):
    """A proposal that an organisation does not want now; it is not shown to it again."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="declined_pools")
    key = models.CharField(max_length=40)
    when = models.DateTimeField()

    class Meta:
        db_table = "pools_proposaldeclined"  # from when it was a part of pools
        constraints = [
            models.UniqueConstraint(fields=("organisation", "key"), name="proposal_is_declined_once")
        ]

    def __str__(self) -> str:
        return self.key
