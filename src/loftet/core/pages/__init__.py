"""Pages as classes: a list, a record, a form, and what a button does. Each has a `rule`."""

from loftet.core.pages.base import (
    GetPostPage,
    HiddenRecordMixin,
    Page,
    PostPage,
    SignedWordPage,
    found_by,
    found_or_404,
)
from loftet.core.pages.forms import (
    CreatePage,
    EditPage,
    FirstStepPage,
    FormPage,
    OnlyRowPage,
    VersionPage,
    WritingPage,
)
from loftet.core.pages.lists import Column, ListPage
from loftet.core.pages.records import Button, Link, RecordPage
from loftet.core.pages.steps import AnswerPage, AskFirstPage, ButtonPage, StepPage

__all__ = [
    "AnswerPage",
    "AskFirstPage",
    "Button",
    "ButtonPage",
    "Column",
    "CreatePage",
    "EditPage",
    "FirstStepPage",
    "FormPage",
    "GetPostPage",
    "HiddenRecordMixin",
    "Link",
    "ListPage",
    "OnlyRowPage",
    "Page",
    "PostPage",
    "RecordPage",
    "SignedWordPage",
    "StepPage",
    "VersionPage",
    "WritingPage",
    "found_by",
    "found_or_404",
]
