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
LEAK, WASTE = "Finne og tette lekkasjar i lag", "Mindre mat i søpla"
NIGHT = "Korleis kan vi grave om natta utan at du blir vekt?"


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
                "Fire av de seks kommunene som er invitert, deltar.",
                "Regionrådet for Demodalen leder kullet i Demodalen, fra {-62 mon}.",
                "Fossvang Deltar Vedtatt av kommunestyret {-60 tue} (sak 18/{yy -60 tue}).",
                "Granåsen Deltar Vedtatt av kommunestyret {-60 thu} (sak 24/{yy -60 thu}).",
                "Nedre Demodal Deltar Vedtatt av kommunestyret {-61 wed} (sak 31/{yy -61 wed}).",
                "Øvre Demodal Deltar Vedtatt av kommunedirektøren {-62 thu} (sak D 12/{yy -62 thu}).",
                "Bjørkevoll Utsatt Av kommunestyret {-61 mon} (sak 12/{yy -61 mon}).",
                "Tjernli Sendt tilbake Av kommunestyret {-60 thu} (sak 15/{yy -60 thu}).",
            ),
        ),
        Look(
            *("", KULL, "nn"),
            (
                "Fire av dei seks kommunane som er inviterte, deltek.",
                "Øvre Demodal Deltek Vedteke av kommunedirektøren {-62 thu} (sak D 12/{yy -62 thu}).",
                "Bjørkevoll Utsett Av kommunestyret {-61 mon} (sak 12/{yy -61 mon}).",
                "Tjernli Send tilbake Av kommunestyret {-60 thu} (sak 15/{yy -60 thu}).",
            ),
        ),
        Look(
            *("solveig", OVERVIEW, "nn"),
            ("Fire av seks deltek; to har ikkje avgjort det enno; Øvre Demodal manglar innkjøpsansvarleg.",),
        ),
        Look(
            *("eli", f"{KULL}deltakere/ovre-demodal/", "nn"),
            ("Øvre Demodal deltek i Demoløftet, kull 1, frå {-62 thu} (sak D 12/{yy -62 thu}).",),
        ),
        # The matter of a municipality comes from the region's, and the region's leads to all six.
        Look(
            *("", "/organisasjoner/nedre-demodal/saker/ > /saker/: Deltakelse i Demoløftet, kull 1", "nb"),
            (
                "Kommer fra: Demodalen og Demoløftet, Regionrådet for Demodalen",
                "15 stemmer for og 6 mot",
                "Prøvelista",
            ),
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
                "I Demodalen har de seks kommunene to felles utfordringer som neppe er tilfeldige:",
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
                "ting venter på deg",
                "Lever papirene til «Deltakelse i Demoløftet, kull 1» til kommunestyret {in 9 days}",
            ),
        ),
        Look(*("gunn", MINE, "nn"), ("«Deltaking i Demoløftet, kull 1» til kommunestyret {+3 mon}",)),
        Look(
            *("tora", MINE, "nn"),
            ("Før inn kva kommunestyret gjorde med «Kva vi har lært i kull 1 så langt»",),
        ),
        Look(
            *("solveig", MINE, "nn"), ("Svar på feilmeldinga om Klimagassutslepp per innbyggjar, Fossvang",)
        ),
        Look(*("trond", MINE, "nb"), ("Svar på feilmeldingen om Energibruk i kommunale bygg",)),
        Look(*("ingrid", MINE, "nb"), ("Se over tallene",)),
        Look(*("mona", MINE, "nb"), ("Ta opp med de ansatte hva som kan gjøres annerledes",)),
        Look(*("eli", MINE, "nn"), ("Peik ut ein innkjøpsansvarleg", "Ta stilling til «Status for")),
        Look(*("eli", MINE, "nn"), ("Gjer kjøpet bindande for Øvre Demodal", "Innan {+2 thu}")),
        Look(
            *("jonas", MINE, "nn"), ("Gjer kjøpet bindande for Fossvang og Granåsen", "Forny eller avslutt")
        ),
        Look(*("leiv", MINE, "nn"), ("Les 3 innspel",)),
        Look(*("solveig", "/moteplasser/2/referat/", "nn"), ("Godkjenn referatet", "Kladd til versjon 2")),
        Look("", f"/prosjekt/ > /prosjekt/: {LEAK}", "nn", ("Første strekning tetta Fristen var {-2 fri}",)),
        # Two of four courses are taken.
        Look(*("jonas", "/kurs/", "nb"), ("Du tok det", "Du tok det")),
        Look(*("torleif", MINE, "nn"), ("Ønskje velkomen til det nye møtet med bedriftene",)),
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

NEEDS = Row(
    "T-10 months",
    "needs are written from what is shared, and others have them, too",
    (
        Look(
            "ragna",
            "/behov/ > /behov/: Finne og tette lekkasjar utan å grave opp vegen",
            "nn",
            (
                "Lekkasje frå vassleidningar",
                "Dette behovet",
                "46 km leidning",
                "Endra etter at det vart delt",
            ),
        ),
        Look("", "/behov/?hvem=granasen", "nb", ("Granåsen vil halvere strømregningen",), ("3 800 000",)),
        Look(
            *("", "/behov/ > /behov/: Granåsen vil halvere strømregningen for svømmehallen", "nn"),
            (
                "Ope",
                "Energibruk i kommunale bygg",
                "640 i dag 320 ønskt",
                "Ikkje offentleg (offentleglova § 23",
            ),
            ("3 800 000",),
        ),
        # A need is read by a colleague before it is shared; advice on solutions stops nobody.
        Look(
            *("ragna", "/behov/ > /behov/: Færre køyreturar til vassverket", "nn"),
            ("La ein kollega lese behovet, så det kan delast", "«sensorar» er ei løysing"),
        ),
    ),
)
CHOSEN = Row(
    "T-11 months",
    "fifteen indicators are chosen with reasons, councils adopt targets, and others copy some",
    (
        Look(
            *("", "/kommuner/ovre-demodal/indikatorer/", "nn"),
            (
                "16 indikatorar er valde",
                "Dei er vedtekne {-46 thu}.",
                "Endra etter vedtaket. Nye: Straumbruk i kommunale bygg.",
                "Alle i Demodalen mistar drikkevatn på vegen.",
                "Vi har ingen målestasjon og lite trafikk i sentrum.",
            ),
        ),
        Look(
            *("", "/kommuner/nedre-demodal/vedtatte-maltall/", "nb"),
            ("Kommunestyret, sak 41/{yy -47 wed}",),
        ),
        Look(
            *("", "/kommuner/fossvang/vedtatte-maltall/", "nn"),
            ("Kommunestyret, sak 33/{yy -47 tue}",),
        ),
        Look(
            *("", "/kommuner/fossvang/indikatorer/", "nn"),
            ("7 indikatorar er valde", "Kopiert frå Øvre Demodal"),
        ),
        Look(
            *("gunn", "/kommuner/bjorkevoll/indikatorer/", "nn"),
            ("3 indikatorar er valde", "Dette er eit utkast."),
        ),
        Look(
            *("", "/regioner/demodalen/velg/", "nb"),
            ("av de 6 kommunene.", "Lekkasje fra vannledninger"),
            ("Vi vil vite om vi ligg betre an enn grannane.",),
        ),
    ),
)
SOLUTIONS = Row(
    "T-9 months",
    "firms offer solutions with proof; one waits to be confirmed",
    (
        Look(
            "",
            "/behov/ > /behov/: Finne og tette lekkasjar utan å grave opp vegen",
            "nn",
            ("Det vart kjøpt inn.", "Demorør lyttar no i tolv soner."),
            ("Kven kan løyse dette?",),
        ),
        Look(
            "",
            "/losninger/ > /losninger/: Finne lekkasjar med lyd i kummane, utan å grave",
            "nn",
            ("I bruk 2 stader. 2 kommunar har stadfesta det.", "Regionalt", "31 lekkasjar på 12 km"),
            ("Fly over leidninga",),
        ),
        Look(
            *("", "/behov/ > /behov/: Granåsen vil halvere strømregningen for svømmehallen", "nb"),
            ("Hvem kan løse dette?", "Bruke varmen fra dusjvannet om igjen i svømmehallen"),
        ),
        Look(
            "nils", "/organisasjoner/demoror/", "nn", ("Behov som passar",), ("Tette lekkasjer i Granåsen",)
        ),
        Look("kjell", "/leverandorer/provedrone/", "nn", ("Ikkje stadfesta", "De treng ikkje gjere noko")),
    ),
)
ADOPTED = Row(
    "T-11 months",
    "a report is adopted by a council; figures come after it, and it stays as it is",
    (
        Look(
            "",
            "/kommuner/granasen/rapporter/ > /rapporter/granasen/: Kunnskapsgrunnlag",
            "nb",
            ("Vedtatt {-47 thu}.", "Vedtatt {-47 thu}, tall fra utgaven", "Det finnes en nyere utgave"),
        ),
        Look(
            *("", "/organisasjoner/granasen/saker/ > /saker/: Kunnskapsgrunnlag for kommuneplanen", "nn"),
            ("Vedtekne rapportar", "Kunnskapsgrunnlag: Granåsen"),
        ),
    ),
)
HALF = "/felles-innkjop/ > /felles-innkjop/: Halv strømregning i svømme- og idrettshallene"
BOUGHT = Row(
    "T-7 to T-5 months",
    "a pool freezes as its competition is announced; a contract misses its climate promise and says so",
    (
        Look(
            "",
            "/anskaffelser/ > /anskaffelser/: Skoleskyss uten utslipp",
            "nb",
            ("Se kontrakten, og om løftene holder",),
            ("Flere kan levere",),
        ),
        Look("", "/anskaffelser/", "nn", ("Bruke massane på nytt der dei blir grovne ut",)),
        Look(
            "",
            "/felles-innkjop/ > /felles-innkjop/: Finne og tette lekkasjar i vassleidningane",
            "nn",
            ("Frose", "Frose {-29 mon}", "2026-900003", "Kontrakt", "Demorør AS"),
        ),
        Look(
            "jonas",
            "/anskaffelser/ > /anskaffelser/: Finne og tette lekkasjar i vassleidningane",
            "nn",
            (
                "9 av 10 steg er avklarte",
                "Open anbodskonkurranse. Dialogen viste at fleire kan levere, kvar på sin måte.",
                "Vi skriv kva løysinga skal gjere",
                "Ein opsjon lèt oss kjøpe utvikling",
                "Mindre graving og køyring: 20 % klima og miljø",
                "Krav og kriterium saman.",
                "skal gå på straum frå første dag.",
            ),
            ("Konkurranseprega dialog",),
        ),
        Look(
            "jonas",
            "/anskaffelser/ > /anskaffelser/: Finne og tette lekkasjar i vassleidningane",
            "nn",
            ("Det gjeld drikkevatn", "Forsyningsforskrifta"),
        ),
        Look(
            "jonas",
            "/anskaffelser/ > /anskaffelser/: Finne og tette lekkasjar i vassleidningane",
            "nn",
            (
                "Behov Finne og tette",
                "Denne anskaffinga",
                "Strateginotat (ferdig)",
                "Alle dokumenta som Word-filer",
            ),
        ),
    ),
)
MEETINGS = Row(
    "T-8 months to T+3 weeks",
    "firms meet municipalities; what came of it; a second conference half planned; guidance",
    (
        Look(
            *("solveig", "/moteplasser/2/etterpa/", "nn"),
            (
                "Det er blitt 1 prøve eller avtale",
                "Demorør AS: Ein avtale Etter eit halvt år. Vi vann det felles innkjøpet,",
                "Demomat AS: Ingenting",
                "Meir tid ved borda.",
            ),
        ),
        # All twelve firms have a time with one of two buyers; one fell ill, and it was planned again.
        Look(
            *("solveig", "/moteplasser/2/en-til-en/", "nn"),
            (
                "12 av 12 ønske er møtte",
                "10 gonger 30 minutt ved 2 bord",
                "Versjon 2, lagd ut {-34 wed}.",
            ),
            ("ønske er ikkje møtte", "Ein timeplan blir laga"),
        ),
        Look(
            *("solveig", "/moteplasser/3/en-til-en/", "nn"),
            ("20 av 30 ønske er møtte", "Kladd, versjon 1", "10 ønske er ikkje møtte"),
        ),
        Look(
            *("solveig", "/moteplasser/4/en-til-en/", "nn"),
            ("30 av 30 ønske er møtte", "12 gonger 30 minutt ved 6 bord", "Versjon 1, lagd ut {-34 mon}."),
            ("ønske er ikkje møtte", "Ein timeplan blir laga"),
        ),
        Look(
            *("odd", f"{KULL}veiledning/ovre-demodal/", "nn"),
            (
                "Neste steg: Legge behovet fram for kommunestyret",
                "Telje kor mykje vatn som lek ut om natta",
                "Lova: Sende skjemaet som Fossvang har brukt.",
            ),
        ),
        Look(
            *("solveig", f"{KULL}veiledning/", "nn"),
            (
                "kommunar står fast",
                "Det same gjeld ein som ikkje deltek",
                "Tjernli",
                "Finne ut kva kommunestyret vil vite før det tek saka opp att",
                "Steget som vart avtalt, er ikkje teke",
                "har ikkje hatt nokon samtale enno",
            ),
        ),
        Look("", KULL, "nn", (), ("Rettleiingssamtale: Øvre Demodal",)),
        # Buyers reckon with prices of their own agreements, and read how little firms deliver; no firm does.
        Look(
            "jonas",
            HALF,
            "nn",
            (
                "Det de tener på å kjøpe saman",
                "Berre for kjøparane.",
                "rammeavtalen til regionrådet fra 2020",
            ),
        ),
        Look("", HALF, "nn", (), ("Det de tener på å kjøpe saman",)),
        Look("jonas", HALF, "nn", ("frå 3 000 til 8 000", "3 bedrifter")),
        Look("nils", HALF, "nn", (), ("frå 3 000 til 8 000",)),
        # What an organiser who writes nynorsk was handed ready is in nynorsk, in whatever form it is read.
        Look("", "/moteplasser/1/", "nb", ("Velkomen", "Eigne tal: kva ser vi?"), ("Velkommen",)),
    ),
)
POOLED = Row(
    "T-10 months",
    "the site proposes a joint purchase and says why; some commit, some intend, one is interested",
    (
        Look(
            *("jonas", "/felles-innkjop/", "nn"),
            (
                "Nedre Demodal kommune kan kjøpe saman med andre",
                "same delmål, 12.5",
                "ein avtale går ut i",
                "Ingenting blir til av seg sjølv.",
                "Start eit felles innkjøp for Fossvang kommune",
                "Start eit felles innkjøp for Granåsen kommune",
                "Start eit felles innkjøp for Tjernli kommune",
            ),
        ),
        Look(
            *("jonas", HALF, "nn"),
            (
                "Frå 12 400 m² gulv lønner det seg for alle",
                "Mengda er stor nok, men berre 9 200 m² gulv er forplikta",
                "Nedre Demodal 9 200 m² gulv forplikta",
                "Øvre Demodal 3 600 m² gulv intensjon",
                "Fossvang 2 800 m² gulv intensjon",
                "Granåsen 1 450 m² gulv intensjon",
                "Tjernli 2 100 m² gulv interessert",
                "Over EØS-grensa til saman",
                "Ingen av dei går over åleine.",
            ),
        ),
    ),
)
MATCHED = Row(
    "T-9 months",
    "both sides answer matches, also «known before»; a match is told in words and never in percent",
    (
        Look(
            *("gunn", "/treff/", "nn"),
            ("0 kjende de, 1 kjende de ikkje", "Kjend frå før", "Passar godt", "Usikkert"),
            (" %",),
        ),
        Look(
            *("nils", "/treff/", "nn"),
            ("Passar godt Interessant", "Den andre parten synest det er interessant."),
            (" %",),
        ),
    ),
)
ANNOUNCED = Row(
    "T-15 months to T",
    "agreements, competitions and plans are read from Doffin, beside the region's own calendar",
    (
        Look(
            *("", "/behov/avtaler/doffin/", "nn"),
            (
                "Rammeavtale vassmålarar",
                "Rammeavtale forbruksmateriell til sjukeheim",
                "opne data (NLOD)",
            ),
            ("Brøyting av gangvegar", "Intensjon om direkte kjøp", "Ola Prøvesen", "kari@"),
        ),
        Look(*("", "/behov/avtaler/", "nb"), ("Kunngjort på Doffin", "Rammeavtale vassmålarar")),
        Look(*("", "/behov/avtaler/doffin/?cpv=3842", "nb"), ("Rammeavtale vassmålarar",), ("sjukeheim",)),
    ),
)
PROJECTS = Row(
    "T-5 months to T-1 month",
    "a project expects an effect and measures it itself; two older ones are read, and one is stopped",
    (
        Look(
            *("", f"/prosjekt/ > /prosjekt/: {LEAK}", "nn"),
            (
                "for tidleg å seie",
                "Vi ventar at",
                "Eige tal: Nattforbruk i dei tolv sonene, liter i sekundet",
                "36,5 den ",
                "mot 43 i snitt før start",
                "Målt av prosjektet sjølv.",
                "I rute.",
                "Færre utrykkingar om natta",
            ),
            ("Tetting utan graving",),
        ),
        Look(*("jonas", f"/prosjekt/ > /prosjekt/: {LEAK}", "nn"), ("Tetting utan graving", "1 790")),
        Look(
            *("", f"/prosjekt/ > /prosjekt/: {LEAK}", "nn"),
            (
                "Satsing Vann og varme",
                "Utfordring Lekkasje frå vassleidningar",
                "Felles innkjøp Finne og tette",
                "Milepæl: Første strekning tetta Fristen var {-2 fri}",
                "6 prosentpoeng, synleg i tala for 2029",
                "Demohøgskulen 10 % av kostnaden forsking: Måler og skriv",
                "Fagforbundet i Demodalen sida til dei tilsette: Er med i styringsgruppa",
                "Drøfta med Fagforbundet og verneombodet",
            ),
        ),
        Look(*("nils", f"/prosjekt/ > /prosjekt/: {LEAK}", "nn"), ("Skriv ein verdi",), ("1 790",)),
        Look(
            *("", f"/prosjekt/ > /prosjekt/: {WASTE}", "nb"),
            ("Lært: Tallet på veggen virket.", "enn ventet ut fra lignende kommuner"),
        ),
        Look(
            *("", "/prosjekt/ > /prosjekt/: Varmestyring i hallane", "nn"),
            ("Skilnaden kan ikkje førast attende til prosjektet.",),
        ),
        Look(
            *("", "/prosjekt/ > /prosjekt/: Straumjakta heime", "nn"),
            ("Stansa", "Byrja heller med dei som bruker mest.", "Talserien har eit brot"),
        ),
        Look(
            *("gunn", "/prosjekt/2/gjenbruk/", "nn"),
            ("Vei det som kastes hver dag", "Begge var glemt", "Bjørkevoll", "Provby, Sverige"),
        ),
        Look("", "/kommuner/fossvang/", "nb", (WASTE,)),
        Look("", f"{KULL}maling/", "nb", (LEAK,), ("Nettverk for ombruk",)),
    ),
)
SAME_FOR_ALL = Row(
    "T-8 months",
    "all firms read the same: an open summary within three weeks; who organises takes the log out",
    (
        Look(
            *("", "/moteplasser/2/likt-for-alle/", "nn"),
            (
                "Innkjøpet er kunngjort, så dialogen er lukka.",
                "Tolv bedrifter og fire kommunar møttest.",
                "Versjon 1, opna {-32 tue}",
            ),
            ("Hent ut informasjonsloggen",),
        ),
        Look(*("solveig", "/moteplasser/2/likt-for-alle/", "nn"), ("Hent ut informasjonsloggen",)),
        Look(*("jonas", "/moteplasser/2/likt-for-alle/", "nn"), ("Hent ut informasjonsloggen",)),
        Look(*("nils", "/moteplasser/2/likt-for-alle/", "nn"), (), ("Hent ut informasjonsloggen",)),
    ),
)
SCALED = Row(
    "T-5 months to T",
    "a small purchase on one page, and an innovation partnership in its second phase",
    (
        Look(
            *("jonas", "/anskaffelser/ > /anskaffelser/: Prøve varme fra dusjvannet i svømmehallen", "nn"),
            (
                "Utanfor lova",
                "Behov Granåsen vil halvere strømregningen for svømmehallen",
                "Kontrakt Demovarme AS",
                "4 av 5 steg er avklarte",
            ),
            ("Vel prosedyre",),
        ),
        Look(
            *("", "/behov/ > /behov/: Granåsen vil halvere strømregningen for svømmehallen", "nn"),
            ("Anskaffing Prøve varme fra dusjvannet i svømmehallen", "Kontrakt Demovarme AS"),
        ),
        Look(
            *("odd", "/anskaffelser/ > /anskaffelser/: Bruke massane på nytt der dei blir grovne ut", "nn"),
            ("Behov Bruke overskotsmassar på nytt", "Innovasjonspartnarskap. Ingen kan prøve massar"),
        ),
        Look(
            *("odd", f"{SHARED} > /utfordringer/: Overskotsmassar frå bygging", "nn"),
            ("Behov Bruke overskotsmassar på nytt",),
        ),
        Look(
            *("odd", "/behov/ > /behov/: Bruke overskotsmassar på nytt i staden for å køyre dei bort", "nn"),
            ("Overskotsmassar frå bygging", "Anskaffing Bruke massane på nytt", "Kontrakt Prøvegrav AS"),
        ),
        Look(
            *("odd", "/anskaffelser/3/kontrakt/", "nn"),
            (
                "Prøvegrav AS",
                "Bruke overskotsmassar på nytt",
                "Fase 1: prøver av massane på staden, på ti tomter",
                "Fase 2: minst halvparten av massane brukte på nytt",
            ),
        ),
    ),
)
MONEY = Row(
    "T-5 months",
    "a fund for research is applied to; a scheme says why it does not fit",
    (
        Look(
            *("ragna", "/prosjekt/1/midler/", "nn"),
            (
                "Regionalt innovasjonsprosjekt",
                "passar ikkje, og kvifor",
                "Klimasats",
                "Ho er for andre mål.",
            ),
        ),
        Look(
            *("ragna", f"/prosjekt/ > /prosjekt/: {LEAK}", "nn"),
            (
                "Der det tok til",
                "Utgåve {edition -22 thu}",
                "Tek til {-22 thu}.",
                "Regionalt innovasjonsprosjekt",
                "Innvilga: 700 000 kr",
            ),
            ("Klimasats",),
        ),
    ),
)
HEARD = Row(
    "T-4 months to T",
    "employees change a plan; inhabitants are asked about night work and answered; a question waits",
    (
        Look(
            *("", f"/medvirkning/ > /medvirkning/: {NIGHT}", "nn"),
            (
                "Svaret kom 20 dagar etter siste dag, som lova.",
                LEAK,
                "Dette skjedde Vi seier frå kvelden før.",
                "Seie frå kvelden før (6)",
            ),
        ),
        Look("", f"/prosjekt/ > /prosjekt/: {LEAK}", "nn", (NIGHT,)),
        Look(
            *("", f"/prosjekt/ > /prosjekt/: {LEAK}", "nn"),
            (
                "Tidlegare status",
                "Dei tilsette vart spurde, og to av innspela deira endra planen",
                "Frå dei tilsette: to på lag når det blir tetta om natta",
                "Frå dei tilsette: alle på vakt kan lese sensorane",
            ),
        ),
        Look(
            *("", "/medvirkning/ > /medvirkning/: Kva gjer vegen til skulen tryggare?", "nn"),
            ("Leiv Demoflaten svarer innan", "Meir lys mellom brua og skulen."),
            ("Naboen", "refleksar"),
        ),
        Look(
            *("leiv", "/medvirkning/hos/fossvang/les/", "nn"),
            ("Naboen Prøve Prøvesen", "Brøyt fortauet", "refleksar"),
        ),
    ),
)
TOLD = Row(
    "T-1 month",
    "what was achieved is told by the figures that show it, and read by a class",
    (
        Look(
            *("", "/fatt-til/ > /fatt-til/: Vi kaster mindre, og kjøkkenet kjøper mindre inn", "nn"),
            (
                "enn venta ut frå liknande kommunar.",
                "Intervallet på 90 prosent",
                "Prosjektet",
                "For skuleklassen",
            ),
        ),
        Look(
            *("", "/fatt-til/ > /fatt-til/: Vi fant 23 lekkasjer uten å grave opp gata", "nb"),
            (
                "23 lekkasjer funnet i tolv soner",
                "Vi møtte tolv bedrifter",
                "kostet 1 790 kroner per meter. Avtalt pris var 1 850.",
            ),
            ("effekt", "bedre", "→"),
        ),
        Look(*("", "/fatt-til/1/klassen/", "nn"), ("Hvor mye mat kaster du?", "Vei matrestene i klassen")),
        Look(
            *("marit", "/fatt-til/", "nn"),
            ("2 historier, kvar med talet som støttar ho", "Vi fant 23 lekkasjer uten å grave opp gata"),
        ),
        Look(
            *("", "/erfaringer/", "nn"),
            ("Tallet på kjøkkenveggen ga mindre mat i søpla", "Ny varmestyring i seks hallar"),
        ),
    ),
)
STORY = (
    *(
        JOINED,
        READ,
        CHOSEN,
        ADOPTED,
        NEEDS,
        SOLUTIONS,
        POOLED,
        MATCHED,
        SAME_FOR_ALL,
        BOUGHT,
        SCALED,
        MEETINGS,
        ANNOUNCED,
    ),
    *(MONEY, HEARD, PROJECTS, TOLD, WAITS),
)
