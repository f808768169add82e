"""The suppliers of Demodalen, made up: read from `catalogue/demo_programme`."""

from dataclasses import replace

from loftet.core.demo import Cells, Demo
from loftet.people.demo import then
from loftet.people.models import Organisation
from loftet.sources.brreg.company import read_branches, read_company
from loftet.suppliers.actions.suppliers import (
    Foreign,
    Found,
    change_supplier,
    confirm_supplier,
    create_profile,
    enter_code,
    send_code,
)
from loftet.suppliers.letters import supplier_code

FILE = "suppliers.csv"
COLUMNS = (
    *("organisation", "by", "day", "number", "country", "register", "about", "contact"),
    *("means", "confirmed_by", "confirmed", "note"),
)


def tell_of_suppliers(demo: Demo) -> None:
    """Create the suppliers, and confirm those that are.

    Raises:
        InvalidInput: with file and line of what cannot be told.
    """
    demo.each(FILE, COLUMNS, lambda row: _supplier(demo, row))


def _supplier(demo: Demo, row: Cells) -> None:
    organisation = Organisation.objects.get(slug=row["organisation"])
    day, by = demo.day(row["day"]), row["by"]
    supplier = then(demo, by, day, create_profile, organisation, _found(demo, row, organisation))
    told = {"about": row["about"], "contact": row["contact"]}
    supplier = then(demo, by, day, change_supplier, supplier, told)
    if row["means"] == "email":
        supplier = then(demo, by, day, send_code, supplier)
        then(demo, by, day, enter_code, supplier, supplier_code(supplier))
    elif row["means"] == "facilitator":
        then(demo, row["confirmed_by"], demo.day(row["confirmed"]), confirm_supplier, supplier, row["note"])


def _found(demo: Demo, row: Cells, organisation: Organisation) -> Found:
    from loftet.sources.stand_in.brreg import read_register  # knows HTTP, which the web loads late

    if row["country"]:
        return Foreign(organisation.name, row["country"], row["register"], row["number"])
    register, number = read_register(demo.catalogue), row["number"]
    status, told = register.answer(["enheter", number], {})
    if status != 200:
        raise ValueError(f"the made-up register has no {number}")
    _status, below = register.answer(["underenheter"], {"overordnetEnhet": number})
    return replace(read_company(told), branches=read_branches(below))
