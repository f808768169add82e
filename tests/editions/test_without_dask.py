"""What a command loads: no more than it needs."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from loftet.cli import main
try:
    main(["edition", "build", sys.argv[1]])
finally:
    print(*(name for name in ("dask", "distributed", "resvg_py", "django") if name in sys.modules))
"""


def test_building_an_edition_loads_neither_dask_nor_what_draws_and_serves(study: Path, root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, study],
        env=os.environ | {"LOFTET_DATA": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    edition, loaded = done.stdout.splitlines()
    assert (done.stderr, loaded) == ("", "")
    assert (root / "editions" / edition / "observations.parquet").is_file()
