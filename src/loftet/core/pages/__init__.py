"""Pages as classes: a list, a record, a form, and what a button does. Each has a `rule`."""

from loftet.core.pages.base import Page
from loftet.core.pages.forms import CreatePage, EditPage, FormPage
from loftet.core.pages.lists import Column, ListPage
from loftet.core.pages.records import Button, RecordPage
from loftet.core.pages.steps import ButtonPage, StepPage

__all__ = [
    "Button",
    "ButtonPage",
    "Column",
    "CreatePage",
    "EditPage",
    "FormPage",
    "ListPage",
    "Page",
    "RecordPage",
    "StepPage",
]
