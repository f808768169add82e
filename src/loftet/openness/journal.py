"""«Skal dette journalføres?»: the answer, which is kept with what leaves the organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Journalled(models.TextChoices):
    """The answer to whether what leaves is to be journalled."""

    YES = "yes", _("yes, it has been journalled")
    WILL_BE = "will_be", _("yes, it will be journalled")
    NO = "no", _("no")
