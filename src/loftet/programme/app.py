"""What the programme adds to the other apps; what is not here yet stands in `registered.py`."""

from loftet.core.registry import App, register
from loftet.programme.example import example

APP = register(App(label="programme", example=example))
