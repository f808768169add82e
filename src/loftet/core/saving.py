"""The outcome of a form: shown, saved, refused, or changed by somebody else in the meantime."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from loftet.core.forms import PlainForm
from loftet.core.refusals import log_refusal
from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.invalid_input import InvalidInput, Problem

ASKED, KEPT, CHANGED, REFUSED = 200, 302, 409, 422


class Versioned(Protocol):
    """A row that several people may change."""

    @property
    def version(self) -> int:
        """Return the version that was read."""

    def refresh_from_db(self) -> None:
        """Read the row again."""


def bound_data(request: HttpRequest) -> QueryDict | None:
    """Return the submitted data, or None; an empty form that is submitted is not one that is asked for."""
    return request.POST if request.method == "POST" else None


def submit(
    form: PlainForm,
    save: Callable[[], object],
    newest: Callable[[], int | str] | None = None,
    *,
    seen: str = "version",
    fits: bool = True,
) -> int:
    """Save a valid form, add errors to an invalid one, and return the status of the answer.

    `save` is called when the form is valid and its companions (`fits`) are. A refused value is shown at its
    field, as errors of the form are. Where somebody else was first, `newest` is called after their text is in
    the form: its version is set in the field `seen`, so that submitting again is a choice.
    """
    if not form.is_bound:
        return ASKED
    if not (form.is_valid() and fits):
        return REFUSED
    try:
        save()
    except InvalidInput as refused:
        for problem in refused.problems:
            form.add_error(_field_of(form, problem), in_words(problem))
        if not isinstance(refused, ChangedMeanwhile):
            return REFUSED
        if newest is not None:
            again = QueryDict(mutable=True)
            again.update(form.data)
            again[seen] = str(newest())
            form.data = again
        return CHANGED
    return KEPT


def _field_of(form: PlainForm, problem: Problem) -> str | None:
    """Return the field of a problem; none where the form has no such field, or hides it."""
    field = form.fields.get(problem.field or "")
    return None if field is None or field.widget.is_hidden else problem.field


@contextmanager
def denial_as_form_error() -> Iterator[None]:
    """Convert what a rule denies to an error in the form, where it can be corrected; log it.

    Raises:
        InvalidInput: in place of NotAllowed.
    """
    try:
        yield
    except NotAllowed as denied:
        log_refusal(denied.denied)
        raise InvalidInput.because(str(denied), field=denied.denied.field) from denied


def reread(row: Versioned) -> int:
    """Read a row again, and give its version."""
    row.refresh_from_db()
    return row.version


def in_words(problem: Problem) -> str:
    """Return the problem as a sentence, with its line or field."""
    if problem.line is not None:
        return _("Line %(line)d: %(cause)s") % {"line": problem.line, "cause": problem.cause}
    return f"{problem.column}: {problem.cause}" if problem.column else problem.cause
