"""An e-mail address has one spelling, by which it is stored, looked up and counted."""

import re
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.mail.message import sanitize_address
from django.db import IntegrityError, connection, models, transaction
from django.utils import translation

from loftet.core.email_addresses import (
    EmailAddressField,
    EmailAddressFormField,
    canonical_email,
    mailbox_of,
    store_canonical,
)
from loftet.people.models import AccessRequest, User

PLAIN = {
    "upper case": "Ola@Example.NO",
    "upper case of the domain": "ola@EXAMPLE.no",
    "blanks around it": "  ola@example.no\t",
    "a no-break space after it": "ola@example.no\N{NO-BREAK SPACE}",
    "full-width letters": "ｏｌａ@example.no",
    "a full-width domain": "ola@ｅｘａｍｐｌｅ．ｎｏ",
    "a full-width at": "ola＠example.no",
    "a small at": "ola﹫example.no",
    "an ideographic full stop": "ola@example。no",
    "mathematical letters": "𝐨𝐥𝐚@𝐞𝐱𝐚𝐦𝐩𝐥𝐞.no",
    "letters in circles": "ⓞⓛⓐ@ⓔⓧⓐⓜⓟⓛⓔ.no",
    "a superscript": "olᵃ@example.no",
}
FOREIGN = {
    "letters": "ola@blåbær.no",
    "capitals": "ola@BLÅBÆR.NO",
    "xn--": "ola@xn--blbr-roah.no",
    "capital XN--": "ola@XN--BLBR-ROAH.no",
    "a ring of its own": "ola@bla\N{COMBINING RING ABOVE}bær.no",
    "the sign of ångström": "ola@bl\N{ANGSTROM SIGN}bær.no",
}
HIDDEN = {
    "a soft hyphen": "\u00ad",
    "a zero-width space": "\u200b",
    "a zero-width joiner": "\u200d",
    "a byte order mark": "\ufeff",
    "from right to left": "\u202e",
    "a word joiner": "\u2060",
    "a grapheme joiner": "\u034f",
    "a Hangul filler": "\u3164",
    "a variation selector": "\ufe0f",
    "a tag": "\U000e0041",
    "nothing at all": "\x00",
    "half a letter": "\ud800",
}
REFUSED = {
    'quotation marks"': ('"ola"@example.no', "quoted"),
    "a comment": ("ola(privat)@example.no", "quoted"),
    "a comment in the domain": ("ola@example.no(privat)", "quoted"),
    "the number of a server": ("ola@[192.0.2.1]", "literal"),
    "a foreign letter": ("søren@example.no", "foreign"),
    "a Cyrillic letter": ("оla@example.no", "foreign"),
    "no at": ("ola", "invalid"),
    "no name": ("@example.no", "invalid"),
    "no domain": ("ola@", "invalid"),
    "two ats": ("ola@example.no@example.no", "invalid"),
    "an empty label": ("ola@example..no", "invalid"),
    "a full stop at the end": ("ola@example.no.", "invalid"),
    "a line break": ("ola@example.no\r\nBcc: per@example.no", "invalid"),
    "an underscore in the domain": ("ola@ex_ample.no", "invalid"),
    "xn-- of nothing": ("ola@xn--.no", "invalid"),
    "very long": ("ola@" + "a." * 200 + "no", "invalid"),
    "a label of 64": ("ola@" + "å" * 60 + ".no", "invalid"),
    "nothing": ("", "invalid"),
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_each_spelling_of_a_plain_address_is_that_address(text: str) -> None:
    assert canonical_email(text) == "ola@example.no"


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_each_spelling_of_a_domain_with_norwegian_letters_is_read_by_people(text: str) -> None:
    assert canonical_email(text) == "ola@blåbær.no"


@pytest.mark.parametrize("text", ["ola@straße.de", "ola@STRAßE.de", "ola@xn--strae-oqa.de"])
def test_a_domain_that_mail_would_send_elsewhere_stays_as_it_is_sent_to(text: str) -> None:
    assert canonical_email(text) == "ola@xn--strae-oqa.de"
    assert canonical_email("ola@strasse.de") == "ola@strasse.de"


@pytest.mark.parametrize("letter", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("where", ["o{}la@example.no", "ola@exa{}mple.no", "{}ola@example.no"])
def test_a_character_that_nobody_sees_is_named_with_its_place(letter: str, where: str) -> None:
    with pytest.raises(ValidationError) as refused:
        canonical_email(where.format(letter))
    assert refused.value.code == "hidden"
    said = f"Nobody sees character {where.index('{') + 1} of the address, U+{ord(letter):04X}. Write the"
    with translation.override("en"):
        assert refused.value.messages[0].startswith(said)


@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED)
def test_what_has_no_one_spelling_is_refused_for_its_cause(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        canonical_email(text)
    assert (refused.value.code, len(refused.value.messages)) == (code, 1)


@pytest.mark.parametrize("where", ["o{}la@example.no", "ola@ex{}ample.no", "ola@example.{}no", "ola{}@x.no"])
def test_two_spellings_that_mail_sends_to_one_mailbox_are_one(where: str) -> None:
    """Each letter of Unicode's first planes that people write, in each part: what is sent to decides."""
    several, taken = [], 0
    for number in (*range(0x3100), *range(0xAC00, 0xAC40), *range(0xF900, 0x10000), *range(0x1D400, 0x1D480)):
        try:
            found = canonical_email(where.format(chr(number)))
        except ValidationError:
            continue
        taken += 1
        sent = sanitize_address(found, "utf-8")
        if not sent.isascii() or canonical_email(sent) != found or canonical_email(found) != found:
            several.append(f"U+{number:04X}")
    assert several == []
    assert taken > 60


def test_the_mailbox_is_without_tag_and_only_counted() -> None:
    assert {mailbox_of(one) for one in ("ola+a@example.no", "OLA+b@Example.no", "ola@example.no")} == {
        "ola@example.no"
    }
    assert mailbox_of("+a@example.no") == "+a@example.no"
    assert canonical_email("Ola+A@example.no") == "ola+a@example.no"


def test_a_form_gives_the_canonical_address_and_refuses_in_its_own_words() -> None:
    field = EmailAddressFormField(max_length=254, required=False, error_messages={"invalid": "Nei."})
    assert (field.clean(" OLA@Example.no "), field.clean("")) == ("ola@example.no", "")
    for text, said in {"ola": "Nei.", "o\u00adla@example.no": r"U\+00AD", "a" * 260 + "@x.no": "254"}.items():
        with pytest.raises(ValidationError, match=said):
            field.clean(text)


# --- in the database ------------------------------------------------------------------------------


@pytest.mark.both_databases
@pytest.mark.django_db
def test_a_row_is_stored_and_found_by_each_spelling() -> None:
    user = User(email="Ola@ＢＬÅBÆR.no")
    user.save()
    assert user.email == "ola@blåbær.no"
    for text in FOREIGN.values():
        assert User.objects.get(email=text) == user
        assert User.objects.get_by_natural_key(text) == user
        assert not User.objects.exclude(email=text).exists()
        assert User.objects.filter(email__in=[text]).get() == user
    User.objects.filter(pk=user.pk).update(email="PER@example.no")
    assert User.objects.get().email == "per@example.no"
    User.objects.bulk_create([User(email="Kari@Example.no")])
    assert User.objects.filter(email="kari@example.no").exists()


@pytest.mark.both_databases
@pytest.mark.django_db
@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_no_second_user_has_another_spelling_of_an_address(text: str) -> None:
    User.objects.create_user("ola@blåbær.no")
    for create in (User.objects.create, User.objects.create_user):
        with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
            create(email=text)
    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["o\u00adla@example.no", '"ola"@example.no', "tull"])
def test_what_is_no_address_is_found_nowhere_and_never_saved(text: str) -> None:
    user = User.objects.create_user("ola@example.no")
    assert not User.objects.filter(email=text).exists()
    for save in (
        lambda: User.objects.create(email=text),
        lambda: User.objects.filter(pk=user.pk).update(email=text),
        lambda: User.objects.bulk_create([User(email=text)]),
    ):
        with pytest.raises(ValidationError), transaction.atomic():
            save()
    assert list(User.objects.values_list("email", flat=True)) == ["ola@example.no"]


@pytest.mark.both_databases
@pytest.mark.django_db
def test_an_upgrade_stores_old_rows_in_their_one_spelling_and_leaves_two_of_a_kind() -> None:
    for number, text in enumerate(("ola@blåbær.no", "ola@xn--blbr-roah.no", "per@ｘ.no", "k\u00adari@x.no")):
        User.objects.create_user(f"x{number}@example.no")
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE people_user SET email = %s WHERE email = %s", [text, f"x{number}@example.no"]
            )
    step = store_canonical("people", "User.email", "AccessRequest.email")
    step(apps, SimpleNamespace(connection=connection))  # type: ignore[arg-type]
    assert list(User.objects.order_by("pk").values_list("email", flat=True)) == [
        "ola@blåbær.no",
        "ola@xn--blbr-roah.no",
        "per@x.no",
        "k\u00adari@x.no",
    ]
    assert not AccessRequest.objects.exists()


@pytest.mark.both_databases
@pytest.mark.django_db
@pytest.mark.parametrize("kept", ['"a b"@example.no', "a@[192.0.2.1]", "o\u00adla@example.no"])
def test_a_row_from_before_is_saved_with_what_it_has_and_takes_no_other_such_address(kept: str) -> None:
    user = User.objects.create_user("ola@example.no")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_user SET email = %s", [kept])
    user = User.objects.get(pk=user.pk)
    user.name = "Ola"
    user.save()
    assert User.objects.values_list("name", "email").get() == ("Ola", kept)
    user.email = "tull"
    with pytest.raises(ValidationError), transaction.atomic():
        user.save()
    assert User.objects.get().email == kept


# --- everywhere -----------------------------------------------------------------------------------


def test_each_column_of_addresses_has_one_spelling() -> None:
    columns = [
        field
        for model in apps.get_models()
        if model.__module__.startswith("loftet.")
        for field in model._meta.concrete_fields
        if isinstance(field, models.EmailField)
    ]
    assert [str(one) for one in columns if type(one) is not EmailAddressField] == []
    assert len(columns) >= 10


OWN_SPELLING = re.compile(
    r"(?:models|forms)\.EmailField\(|email__i(?:exact|contains)|validate_email\("
    r"|\b\w*(?:e?mail|address)\w*(?:\[[^]]*\])?\.(?:strip\(\)\.)?(?:lower|casefold)\(",
    re.IGNORECASE,
)


def test_no_code_spells_addresses_by_itself(project: Path) -> None:
    found = [
        f"{file.relative_to(project)}: {hit[0]}"
        for file in sorted((project / "src" / "loftet").rglob("*.py"))
        if "migrations" not in file.parts and file.name != "email_addresses.py"
        for hit in OWN_SPELLING.finditer(file.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_ignorable_characters_are_those_of_unicode() -> None:
    """The ranges of Default_Ignorable_Code_Point (DerivedCoreProperties.txt, Unicode 14 to 17)."""
    ranges = [
        (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
        (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
        (0xE0000, 0xE0FFF),
    ]  # fmt: skip
    for number in (one for first, last in ranges for one in range(first, last + 1)):
        with pytest.raises(ValidationError) as refused:
            canonical_email(f"ola@exa{chr(number)}mple.no")
        assert refused.value.code == "hidden", unicodedata.name(chr(number), hex(number))
