"""The tables of `core`: one noun a file."""

from loftet.core.models.submissions import FormSubmission

__all__ = ["FormSubmission"]
