"""Old submissions are forgotten: nobody presses a button twice a day apart."""

from datetime import datetime, timedelta

from loftet.core.models import FormSubmission

KEPT_FOR = timedelta(days=1)


def forget_submissions(now: datetime) -> int:
    """Delete the submissions that are older than a day, and return how many there were."""
    return FormSubmission.objects.filter(created__lte=now - KEPT_FOR).delete()[0]
