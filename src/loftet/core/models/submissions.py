"""Forms that have been sent, so that pressing twice makes one thing."""

from django.db import models


class FormSubmission(models.Model):
    """A form that made something, and the address that its sender was led to.

    The digest is of the one-time word of the form, who sent it, where to, and what: the row names nobody.
    """

    digest = models.CharField(max_length=64, unique=True)
    result = models.TextField()
    created = models.DateTimeField(db_index=True)
