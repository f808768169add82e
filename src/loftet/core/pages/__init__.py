"""Pages as classes: a list, a record, a form, and a step that a button takes. Each has a `rule`."""

from loftet.core.pages.base import Page
from loftet.core.pages.forms import CreatePage, EditPage, FormPage
from loftet.core.pages.lists import Column, ListPage
from loftet.core.pages.records import Button, RecordPage
from loftet.core.pages.steps import StepPage

__all__ = [
    "Button",
    "Column",
    "CreatePage",
    "EditPage",
    "FormPage",
    "ListPage",
    "Page",
    "RecordPage",
    "StepPage",
]
