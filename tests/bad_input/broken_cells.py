"""The broken files of which the cells are at fault: dates, units, marks, and the recipe itself."""

from datetime import date

from tests.bad_input.broken_files import (
    BOTH,
    DATA,
    EXCEL,
    HEADER,
    PLACE,
    YEAR,
    Broken,
    book,
    rows_of,
    with_key,
)

PERCENT = book({"Ark1": [HEADER, ["Skien", 2020, "a", 0.16], ["Tinn", 2020, "a", 0.2]]}, {"D2": "0 %"})
LIST = "indicator,name,goal,weight,lower,red,green,upper,applies_to"
PERCENT_LIST = f"{LIST},unit\nx,X,1,1,,,,,,%\n"
SHARES_AND_PERCENT = rows_of(
    "Skien,2020,a,0.160\nSkien,2021,a,0.160\nTinn,2020,a,0.161\nTinn,2021,a,0.161\n"
    "Vinje,2020,a,16.0\nVinje,2021,a,16.0\nNome,2020,a,16.1\nNome,2021,a,16.1\n"
)
BROKEN_CELLS = {
    "21 an empty file": Broken("", told=("data/t.csv: the file is empty",)),
    "21 a header and no rows": Broken(
        rows_of(""), told=("data/t.csv, line 1: the file has a header and no rows",)
    ),
    "22 many rows": Broken(
        rows_of("".join(f"Skien,{year},{n},1\n" for year in (2020, 2021) for n in range(2_000))),
        {'value = "Verdi"': 'value = "Verdi"\nsum = { over = ["Gruppe"] }'},
        values={"4003 2020": "2000.0", "4003 2021": "2000.0"},
    ),
    "23 dates as people write them": Broken(
        rows_of("Skien,01.01.2020,a,1.5\nTinn,1/1/2020,a,2.5\nNome,1. januar 2020,a,3.5\n"),
        {YEAR: 'kind = "date"'},
        values={**BOTH, "4018 2020": "3.5"},
    ),
    "23 a date that does not exist": Broken(
        DATA.replace("2020", "31.02.2020"),
        {YEAR: 'kind = "date"'},
        told=("data/t.csv, line 2, column År: «31.02.2020» is not a date (YYYY-MM-DD) (2 rows)",),
    ),
    "23 a number that Excel has made a date": Broken(
        book({"Ark1": [HEADER, ["Skien", 2020, "a", date(2024, 6, 15)]]}),
        EXCEL,
        told=("data/t.xlsx, line 2, column Verdi (D): «2024-06-15» is not a number",),
    ),
    "24 shares below zero and above a hundred": Broken(
        rows_of("Skien,2020,a,-1.5\nTinn,2020,a,160\n"),
        values={"4026 2020": "160.0"},
        said=(
            "x: lowest -1.5 in 4003 Skien in 2020 (data/t.csv, line 2), "
            "highest 160.0 in 4026 Tinn in 2020 (data/t.csv, line 3)",
            "x: look at: the unit is %, and 1 of 2 values is below 0",
            "x: look at: the unit is %, and 1 of 2 values is above 100",
        ),
        indicators=PERCENT_LIST,
    ),
    "25 a formula that was never computed": Broken(
        book({"Ark1": [HEADER, ["Skien", 2020, "a", "=1+1"]]}),
        EXCEL,
        told=(
            "data/t.xlsx, line 2, column Ark1!D2: the formula =1+1 has no value; "
            "open the file in a spreadsheet and save it",
        ),
    ),
    "26 a cell that Excel shows as per cent": Broken(
        PERCENT,
        EXCEL,
        told=(
            "recipe.toml, line 10, column files.t: Excel shows 1 cell of data/t.xlsx as per cent: "
            'line 2 holds 0.16 and shows 16 %; write percent_cells = "shown" (16) or "stored" (0.16)',
        ),
    ),
    "26 per cent as shown": Broken(
        PERCENT,
        {'"t.csv"': '"t.xlsx"\npercent_cells = "shown"'},
        values={"4003 2020": "16.0", "4026 2020": "0.2"},
    ),
    "27 half shares and half per cent": Broken(
        SHARES_AND_PERCENT,
        values={"4003 2020": "0.16"},
        said=(
            "x: look at: units look mixed: 4 values up to 0.161 and 4 from 16.0, nothing between "
            "(data/t.csv, line 4 and line 6)",
        ),
    ),
    "28 thresholds as shares": Broken(
        rows_of("Skien,2020,a,16\nTinn,2020,a,18\n"),
        values={"4003 2020": "16.0"},
        said=(
            "x: look at: the list says lower 0.05, red 0.1, green 0.2, upper 0.3, "
            "and the values go from 16.0 to 18.0",
        ),
        indicators=f"{LIST}\nx,X,1,1,0.05,0.1,0.2,0.3,\n",
    ),
    "29 marks that the recipe does not know": Broken(
        rows_of("Skien,2020,a,n/a\nTinn,2020,a,<5\nNome,2020,a,n/a\n"),
        told=(
            "data/t.csv, line 2, column Verdi: «n/a» is not a number; "
            'if it says why there is none, write missing = ["n/a"] (2 rows)',
            "data/t.csv, line 3, column Verdi: «<5» is not a number; "
            'if it says why there is none, write suppressed = ["<5"]',
        ),
    ),
    "29 a mark that means zero": Broken(
        DATA.replace("1.5", "-"),
        with_key('zero = "-"'),
        values={"4003 2020": "0.0", "4026 2020": "2.5"},
    ),
    "30 the wrong column of numbers": Broken(
        DATA,
        {'value = "Verdi"': 'value = "År"'},
        values={"4003 2020": "2020.0"},
        said=("x: look at: the column «År» is read as the year too",),
    ),
    "31 a path with backslashes": Broken(
        DATA,
        {'"t.csv"': r'"C:\Users\t.csv"'},
        told=(
            "recipe.toml, line 11: is not TOML: Invalid hex value; "
            "a backslash does not stand in quotation marks: write / in paths",
        ),
    ),
    "31 a day as people write it": Broken(
        DATA,
        {"codes_at = 2024-01-01\n": "codes_at = 01.01.2024\n"},
        told=(
            "recipe.toml, line 5: is not TOML: Expected newline or end of document after a statement; "
            "a day is written 2024-01-01",
        ),
    ),
    "31 a quotation mark that is missing": Broken(
        DATA,
        {'"Kilden"': '"Kilden'},
        told=(
            "recipe.toml, line 12: is not TOML: Illegal character '\\n'; "
            "the text has no closing quotation mark",
        ),
    ),
    "32 a list saved by a Norwegian spreadsheet": Broken(
        DATA,
        values=BOTH,
        indicators=f"{LIST.replace(',', ';')};unit\nx;X, og mer;1;1;0,5;;;9;;%\n",
    ),
    "block: the place on the first row only": Broken(
        rows_of("Skien,2020,a,1\n,2021,a,2\n,,,\nTinn,2020,a,3\n,2021,a,4\n"),
        with_key('fill_down = ["Kommune"]'),
        values={"4003 2020": "1.0", "4003 2021": "2.0", "4026 2020": "3.0", "4026 2021": "4.0"},
    ),
    "block: no place on the very first row": Broken(
        rows_of(",2020,a,1\nTinn,2020,a,3\n"),
        with_key('fill_down = ["Kommune"]'),
        told=("data/t.csv, line 2, column Kommune: the first row has nothing to fill down",),
    ),
    "code and name in one cell": Broken(
        rows_of("4003 Skien,2020,a,1.5\nTinn (4026),2020,a,2.5\n"),
        {PLACE: 'column = "Kommune", kind = "code_and_name", codes_at = 2024-01-01'},
        values=BOTH,
    ),
    "code and name that do not agree": Broken(
        rows_of("4003 Skien,2020,a,1.5\n4001 Tinn,2020,a,2.5\n"),
        {PLACE: 'column = "Kommune", kind = "code_and_name", codes_at = 2024-01-01'},
        told=(
            "data/t.csv, line 3, column Kommune: «4001 Tinn»: the code 4001 is Porsgrunn, "
            "and the name is another",
        ),
    ),
    "marks of a note behind a name": Broken(
        rows_of("Skien kommune*,2020,a,1.5\nTinn 1),2020,a,2.5\n"),
        {PLACE: f'{PLACE}, strip_end = ["*", "1)"]'},
        values=BOTH,
    ),
}
