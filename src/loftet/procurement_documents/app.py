"""The parts that documents of procurements add to the other apps."""

from loftet.core.registry import App, register
from loftet.procurement_documents.example import example
from loftet.procurement_documents.panels import on_pool, on_step

APP = register(
    App(
        label="procurement_documents",
        panels=(("pool", on_pool), ("procurement_step", on_step)),
        example=example,
    )
)
