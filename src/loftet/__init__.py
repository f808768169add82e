"""Løftet: the open platform for Bærekraftsløftet."""

import os

# Read when openpyxl is imported: its own parser refuses entities, also where lxml is installed.
os.environ.setdefault("OPENPYXL_LXML", "False")

__version__ = "0.2.0"
