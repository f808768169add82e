"""Takes the pictures of the documents from the demo.

python docs/take_pictures.py [--port 8099]

It starts `loftet demo`, photographs the pages in Chromium, and writes them as PNG into `docs/pictures`, with
the count of indicators in the catalogue: a test fails where that has changed since.
"""

import argparse
import csv
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).parent / "pictures"
TAKEN_OF = "taken_of.json"
CATALOGUE = Path(__file__).parents[1] / "catalogue" / "indicators.csv"
# The pages that are photographed, by the stem of their files: each as a window of 1280 and of 390 pixels.
PAGES = {
    "front": "/?lang=nb",
    "municipality": "/kommuner/gol/?lang=nn",
    "municipality-goal": "/kommuner/gol/baerekraftsmal/12/?lang=nn",
    "indicator": "/indikatorer/greenhouse_gases/?sted=gol&sted=al&sted=hol&lang=nn",
    "goals": "/baerekraftsmal/?lang=nb",
    "goal": "/baerekraftsmal/13/?sted=gol&lang=nb",
    "region": "/regioner/hallingdal/?lang=nn",
    "comparison": "/sammenlign/?sted=gol&sted=al&sted=hol&lang=nn",
    "explore": "/utforsk/?lang=nb",
    "presentation": "/regioner/hallingdal/storskjerm/?lang=nn",
    "data": "/data/?lang=en",
    "search": "/sok/?q=skule&lang=nn",
}
WINDOWS = ((1280, 800), (390, 844))
STARTS_WITHIN = 600  # seconds; the first demo of a checkout is built first


@contextmanager
def demo(port: int) -> Iterator[str]:
    """Run the demo until the pictures are taken, and return its address."""
    program = Path(sys.executable).with_name("loftet")
    process = subprocess.Popen([program, "demo", "--port", str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until and process.poll() is None:
            try:
                urlopen(f"{address}/helse/nett/", timeout=5).close()
            except URLError:
                time.sleep(1)
            else:
                yield address
                return
        raise SystemExit("the demo did not start")
    finally:
        process.terminate()
        process.wait()


def take(address: str) -> None:
    """Write a picture of each page."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for width, height in WINDOWS:
            page = browser.new_page(viewport={"width": width, "height": height})
            for name, path in PAGES.items():
                page.goto(address + path)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=PICTURES / f"{name}-{width}.png")
        browser.close()


def note(folder: Path) -> None:
    """Write beside the pictures what they were taken of."""
    with CATALOGUE.open(encoding="utf-8", newline="") as lines:
        taken_of = {"indicators": sum(1 for _row in csv.DictReader(lines))}
    (folder / TAKEN_OF).write_text(f"{json.dumps(taken_of)}\n", encoding="utf-8")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--port", type=int, default=8099)
    with demo(arguments.parse_args().port) as started:
        take(started)
    note(PICTURES)
