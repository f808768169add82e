"""A form that creates something carries a one-time word: sent twice, it creates one thing.

`{% load core %}{% submission_word %}` in a form is all that an app does for it; a form that is sent to
another view names that view. The middleware puts the whole answer into one transaction with the row that
says that this form has been sent. The second press then waits for the first one (for the row, or for
SQLite's lock), and is led to what the first one made. When the first one failed or was refused, or the
process died, there is no row, and the form can be sent again.

The word is signed for the view that its form is sent to. No sender can put another view into a transaction,
where a failure would undo what has to stay: a wrong code that was counted.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import resolve
from django.utils import timezone

from loftet.core.models import FormSubmission

FIELD = "submission"
KEPT_FOR = timedelta(days=1)  # nobody presses a button twice a day apart
IS_LED_ON = frozenset({302, 303})
FILE = (
    "file"  # the result of a form that is answered with a file: the second press gets it, and saves nothing
)
WAS_SAVED = "form_was_saved"
BESIDE = frozenset({"csrfmiddlewaretoken"})  # a fresh one is in each page


class SubmissionMiddleware:
    """Let a form with a one-time word create something once; stands inside of everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or lead to what the same form has made before."""
        if request.method != "POST" or not _has_word(request):
            return self.get_response(request)
        # It will be refused: nothing is written, and no lock is taken, before that.
        if not _has_token(request):
            return self.get_response(request)
        with transaction.atomic():
            row = _submission(digest_of(request))
            if row.result == FILE:
                vars(request)[WAS_SAVED] = True
                return self.get_response(request)
            if row.result:
                return HttpResponseRedirect(row.result)
            response = self.get_response(request)
            _finish(row, response)
        return response


def new_word(view: str) -> str:
    """Return a one-time word for a form that is sent to the view of this name."""
    return _signer(view).sign(secrets.token_urlsafe(16))


def _signer(view: str) -> Signer:
    return Signer(salt=f"submission:{view}")


def _has_word(request: HttpRequest) -> bool:
    """Check whether a form carries a word that was made for the view that it is sent to."""
    word = request.POST.get(FIELD, "")
    if not word:
        return False
    try:
        _signer(resolve(request.path_info).view_name).unsign(word)
    except (BadSignature, Http404):
        return False
    return True


class _TokenCheck(CsrfViewMiddleware):
    """Django's check of the token of a form, asked beforehand."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        """Return an answer, without a line in the log: the check proper writes that."""
        return HttpResponse(status=403)


def was_saved(request: HttpRequest) -> bool:
    """Check whether the same form has been saved before, and only its file is wanted again."""
    return WAS_SAVED in vars(request)


def _has_token(request: HttpRequest) -> bool:
    check = _TokenCheck(lambda _request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, lambda: HttpResponse(), (), {}) is None


def _submission(digest: str) -> FormSubmission:
    """Return the row of a form, made now if there is none; only one that was made before has a result.

    The insert waits for others who are sending the same form. It fails silently, so no savepoint is needed.
    """
    made = FormSubmission(digest=digest, created=timezone.now())
    FormSubmission.objects.bulk_create([made], ignore_conflicts=True)
    return FormSubmission.objects.get(digest=digest)


def _finish(row: FormSubmission, response: HttpResponseBase) -> None:
    """Store where the sender was redirected, or that a file was made; undo what failed, as if never sent."""
    if response.status_code in IS_LED_ON:
        row.result = response.headers["Location"]
        row.save(update_fields=["result"])
    elif response.status_code >= 500 or connection.needs_rollback:
        transaction.set_rollback(True)
    elif response.headers.get("Content-Disposition", "").startswith("attachment"):
        row.result = FILE
        row.save(update_fields=["result"])
    else:
        row.delete()


def digest_of(request: HttpRequest) -> str:
    """Return the digest of a form as it was sent: a form that was changed has another one."""
    sender = getattr(request.user, "pk", None) if hasattr(request, "user") else None
    fields = sorted((name, values) for name, values in request.POST.lists() if name not in BESIDE)
    told: list[object] = [sender, request.get_full_path(), fields]
    if files := sorted((name, _digest_of_file(file)) for name, file in request.FILES.items()):
        told.append(files)
    return sha256(repr(tuple(told)).encode()).hexdigest()


def _digest_of_file(file: Any) -> str:
    """Return the digest of a file that was sent, and leave it to be read again."""
    digest = sha256()
    for part in file.chunks():
        digest.update(part)
    file.seek(0)
    return digest.hexdigest()


def forget_submissions(now: datetime) -> int:
    """Delete the submissions that are older than a day, and return how many there were."""
    return FormSubmission.objects.filter(created__lte=now - KEPT_FOR).delete()[0]
