"""The parts that announcements add to the other apps."""

from loftet.agreements.hooks import FIRST_VALUES
from loftet.announcements.demo import tell_of_announcements
from loftet.announcements.example import example
from loftet.announcements.panels import on_agreements, told_by_notice
from loftet.core.registry import App, register

APP = register(
    App(
        label="announcements",
        panels=(("agreements", on_agreements),),
        demo=tell_of_announcements,
        example=example,
        hooks=(FIRST_VALUES(told_by_notice),),
    )
)
