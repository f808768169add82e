"""The connection to a file of SQLite, made before SQLite itself would make it with the mode of the umask.

SQLite gives the files beside it, `-wal` and `-shm`, the mode and the owner of the database.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from loftet.private_files import create_file


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose file nobody else on the machine reads, also where it is the one that creates it."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Create the file where there is none, and connect to it."""
        name = str(conn_params["database"])
        if not (self.is_in_memory_db() or name.startswith("file:")):
            with suppress(OSError):  # it is there, or SQLite says why it cannot be
                # Through a link, too, which leads to a file that is not there yet.
                os.close(create_file(Path(os.path.realpath(name))))
        return super().get_new_connection(conn_params)
