"""Takes the pictures of the documents from the demo.

python docs/take_pictures.py [--port 8099]

It starts `loftet demo`, photographs the pages in Chromium, and writes them as PNG into `docs/pictures`, with
the count of indicators in the catalogue: a test fails where that has changed since.
"""

import argparse
import csv
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

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
# The pages of meet and act, as one reads them who is signed in.
READER = "solveig@demodalen.example"
SIGNED_IN = {
    "work": "/min-side/?lang=nn",
    "needs": "/behov/?lang=nn",
    "need": "/behov/2/?lang=nn",
    "joint-purchase": "/felles-innkjop/1/?lang=nn",
    "meeting": "/moteplasser/3/?lang=nn",
    "timetable": "/moteplasser/3/en-til-en/?lang=nn",
    "procurement": "/anskaffelser/2/?lang=nn",
    "project": "/prosjekt/1/?lang=nn",
    "effect": "/prosjekt/2/?lang=nn",
    "solution": "/losninger/8/?lang=nn",
    "match": "/treff/11/?lang=nn",
    "story": "/fatt-til/1/?lang=nn",
    "voices": "/medvirkning/1/?lang=nn",
}
CODE = re.compile(r"Koden din er (\d{6})")
WINDOWS = ((1280, 800), (390, 844))
STARTS_WITHIN = 600  # seconds; the first demo of a checkout is built first
TOLD_WITHIN = 60  # seconds, in which the terminal shows a code


@contextmanager
def demo(port: int, terminal: Path) -> Iterator[str]:
    """Run the demo until the pictures are taken, with its terminal in a file, and return its address."""
    program = Path(sys.executable).with_name("loftet")
    with terminal.open("w", encoding="utf-8") as output:
        process = subprocess.Popen([program, "demo", "--port", str(port)], stdout=output, stderr=output)
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


def take(address: str, terminal: Path) -> None:
    """Write a picture of each page, first signed out, then signed in."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context()
        for pages in (PAGES, SIGNED_IN):
            page = context.new_page()
            if pages is SIGNED_IN:
                sign_in(page, address, terminal)
            for width, height in WINDOWS:
                page.set_viewport_size({"width": width, "height": height})
                for name, path in pages.items():
                    page.goto(address + path)
                    page.wait_for_load_state("networkidle")
                    page.screenshot(path=PICTURES / f"{name}-{width}.png")
        browser.close()


def sign_in(page: Page, address: str, terminal: Path) -> None:
    """Sign in with the code that the demo shows in its terminal."""
    page.goto(f"{address}/logg-inn/?lang=nn")
    page.locator("main input[name=email]").fill(READER)
    page.keyboard.press("Enter")
    until = time.monotonic() + TOLD_WITHIN
    while not (found := CODE.findall(terminal.read_text("utf-8"))):
        if time.monotonic() > until:
            raise SystemExit("the demo showed no code to sign in with")
        time.sleep(1)
    page.locator("main input[name=code]").fill(found[-1])
    page.keyboard.press("Enter")
    page.wait_for_url(lambda now: "/logg-inn/" not in now)


def note(folder: Path) -> None:
    """Write beside the pictures what they were taken of."""
    with CATALOGUE.open(encoding="utf-8", newline="") as lines:
        taken_of = {"indicators": sum(1 for _row in csv.DictReader(lines))}
    (folder / TAKEN_OF).write_text(f"{json.dumps(taken_of)}\n", encoding="utf-8")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--port", type=int, default=8099)
    with tempfile.TemporaryDirectory() as folder:
        shown = Path(folder) / "terminal.txt"
        with demo(arguments.parse_args().port, shown) as started:
            take(started, shown)
    note(PICTURES)
