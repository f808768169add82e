"""The letters that a test has caused: the worker's part is done here, once, in the process of the test."""

from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from loftet.background.outbox import send_due


def letters_sent() -> list[EmailMessage]:
    """Send what waits in the outbox, and return all letters that have been sent in this test."""
    send_due(timezone.now())
    return mail.outbox
