"""The rows of the story of Demodalen: who looks where, and what is written there.

A later row is a `Row` more. In what is read, {-61 wed} is a day in words, {yy -61 wed} its year in two
digits, and {edition -61 wed} the edition of that day.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.formats import date_format

from loftet.core.demo import Demo

DAY = re.compile(r"\{(edition )?((?:[+-]\d+ \w{3})|in \d+ days)\}")

KULL = "/kull/demodalen-kull-1/"
OVERVIEW, SHARED = f"{KULL}oversikt/", "/regioner/demodalen/utfordringer/"
MINE = "/min-side/"


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody reads at an address, in a language, piece by piece in this order; and what is not there.

    `who` is the first part of an e-mail address; without one nobody is signed in. An address may end with a
    link on the page, which is then followed: where it leads and its words, «/page/ > /matters/: words».
    """

    who: str
    address: str
    language: str
    reads: Sequence[str]
    lacks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the story: when, what happens, and where it is seen."""

    when: str
    what: str
    looks: Sequence[Look]


def filled(text: str, demo: Demo, language: str) -> str:
    """Return a text with the days that it names, as a page writes them."""

    def of_day(named: re.Match[str]) -> str:
        day = demo.day(named[2])
        with translation.override(language):
            return demo.edition_on(day) if named[1] else date_format(day, "DATE_FORMAT")

    return demo.dated(DAY.sub(of_day, text))


JOINED = Row(
    "T-14 months",
    "four of six join, one postpones, one sends back: the own decision of each",
    (
        Look(
            *("", KULL, "nb"),
            (
                "4 av de 6 kommunene som er invitert, deltar.",
                "Regionrådet for Demodalen leder kullet i Demodalen, fra {-62 mon}.",
                "Fossvang Deltar, vedtatt av Kommunestyret {-60 tue} (sak 18/{yy -60 tue}).",
                "Granåsen Deltar, vedtatt av Kommunestyret {-60 thu} (sak 24/{yy -60 thu}).",
                "Nedre Demodal Deltar, vedtatt av Kommunestyret {-61 wed} (sak 31/{yy -61 wed}).",
                "Øvre Demodal Deltar, vedtatt av kommunedirektøren {-62 thu} (sak D 12/{yy -62 thu}).",
                "Bjørkevoll Utsatt, vedtatt av Kommunestyret {-61 mon} (sak 12/{yy -61 mon}).",
                "Tjernli Sendt tilbake, vedtatt av Kommunestyret {-60 thu} (sak 15/{yy -60 thu}).",
            ),
        ),
        Look(
            *("", KULL, "nn"),
            (
                "4 av dei 6 kommunane som er inviterte, deltek.",
                "Øvre Demodal Deltek, vedteke av kommunedirektøren {-62 thu} (sak D 12/{yy -62 thu}).",
                "Bjørkevoll Utsett, vedteke av Kommunestyret {-61 mon} (sak 12/{yy -61 mon}).",
                "Tjernli Send tilbake, vedteke av Kommunestyret {-60 thu} (sak 15/{yy -60 thu}).",
            ),
        ),
        Look(
            *("solveig", OVERVIEW, "nn"),
            ("4 av 6 deltek; 2 har ikkje avgjort det enno; Øvre Demodal manglar innkjøpsansvarleg.",),
        ),
        Look(
            *("eli", f"{KULL}deltakere/ovre-demodal/", "nn"),
            ("Øvre Demodal deltek i Demoløftet, kull 1, frå {-62 thu} (sak D 12/{yy -62 thu}).",),
        ),
        # The matter of a municipality comes from the region's, and the region's leads to all six.
        Look(
            *("", "/organisasjoner/nedre-demodal/saker/ > /saker/: Deltakelse i Demoløftet, kull 1", "nb"),
            ("Kommer fra: Regionrådet for Demodalen", "15 stemmer for og 6 mot", "Prøvelista"),
        ),
        Look(
            *("torleif", "/organisasjoner/demodalen/saker/ > /saker/: Demodalen og Demoløftet", "nn"),
            ("sak 2/{yy -67 fri}", "leidde saka ut til kvar kommune", "Kor langt kvar kommune er komen"),
        ),
    ),
)


READ = Row(
    "T-12 months",
    "status is read; two shared challenges are found and one is reported",
    (
        Look(
            *("kari", f"{KULL}deltakere/nedre-demodal/", "nb"),
            ("Forstå", "Les hvordan kommunen står, og ta det opp i ledermøtet", "Kari Øvingslien"),
        ),
        Look(
            *("", f"{SHARED}", "nb"),
            (
                "I Demodalen har de 6 kommunene 2 felles utfordringer som neppe er tilfeldige:",
                "Lekkasje fra vannledninger",
                "Energibruk i kommunale bygg",
                "Overskotsmassar frå bygging",
                "Meldt av kommunene: Teknisk etat i Øvre Demodal og Granåsen.",
            ),
        ),
        Look(
            *("", f"{SHARED} > /utfordringer/: Lekkasje frå vassleidningar", "nn"),
            (
                "Det tala sa {-52 thu}",
                "Opphav funne i tala",
                "Vald {-52 thu}, Regionrådet for Demodalen",
                "Utgåve {edition -52 thu}",
            ),
        ),
        Look(
            *("ingrid", f"{SHARED} > /utfordringer/: Energibruk i kommunale bygg", "nb"),
            (
                "Det tallene sa {-52 fri}",
                "Det er hallene som koster",
                "Opphav funnet i tallene",
                "Valgt {-52 fri}, Nedre Demodal kommune",
            ),
        ),
        Look(
            *("solveig", f"{SHARED} > /utfordringer/: Overskotsmassar frå bygging", "nb"),
            ("Opphav meldt av kommunene", "Meldt {-51 mon}, Regionrådet for Demodalen"),
        ),
    ),
)

WAITS = Row(
    "T",
    "something waits for each who can have it",
    (
        Look(
            *("berit", MINE, "nb"),
            (
                "Dette venter på deg",
                "Lever papirene til «Deltakelse i Demoløftet, kull 1» til Kommunestyret {in 9 days}",
            ),
        ),
        Look(*("gunn", MINE, "nn"), ("«Deltaking i Demoløftet, kull 1» til Kommunestyret {+3 mon}",)),
        Look(
            *("leiv", MINE, "nn"),
            ("Før inn kva Kommunestyret gjorde med «Kva vi har lært i kull 1 så langt»",),
        ),
        Look(*("tora", MINE, "nn"), ("Svar på feilmeldinga om Klimagassutslepp per innbyggjar, Fossvang",)),
        Look(*("trond", MINE, "nb"), ("Svar på feilmeldingen om Energibruk i kommunale bygg",)),
        Look(*("ingrid", MINE, "nb"), ("Se over tallene",)),
        Look(*("mona", MINE, "nb"), ("Ta opp med de ansatte hva som kan gjøres annerledes",)),
        Look(*("eli", MINE, "nn"), ("Finne ein innkjøpsansvarleg", "Overta «Status for")),
        Look(*("siri", MINE, "nb"), (), ("Dette venter på deg Lever",)),
        Look(
            *("", "/nytt/", "nb"),
            ("Fra utgaven {edition -52 thu} til utgaven {edition -1 fri}", "1 rettet tall"),
        ),
        Look(
            *("lars", "/kommuner/nedre-demodal/baerekraftsmal/6/", "nb"),
            ("Lekkasje fra vannledninger", "det rettede tallet kommer i neste utgave"),
        ),
    ),
)

STORY = (JOINED, READ, WAITS)
