"""The models of what people do not want to hear of."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NotificationSettings(models.Model):
    """A person's choice about the weekly letter; one who has no row wants it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_wishes")
    weekly_letter = models.BooleanField(_("a letter a week"), default=True)

    class Meta:
        db_table = "notices_wishes"
        verbose_name = _("wishes for notices")
        verbose_name_plural = _("wishes for notices")

    def __str__(self) -> str:
        return "weekly" if self.weekly_letter else "never"


class Mute(models.Model):
    """A person does not want to be told of one kind of thing."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mutes")
    kind = models.CharField(_("kind"), max_length=60)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("kind of notice that is off")
        verbose_name_plural = _("kinds of notice that are off")
        ordering = ("kind",)
        constraints = [models.UniqueConstraint(fields=("user", "kind"), name="kind_is_off_once")]

    def __str__(self) -> str:
        return self.kind
