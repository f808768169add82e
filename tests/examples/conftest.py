"""The example apps need settings of their own: `tests/core/test_example_app.py` runs them."""

import os

collect_ignore_glob = [] if os.environ.get("DJANGO_SETTINGS_MODULE") == "examples.settings" else ["test_*.py"]
