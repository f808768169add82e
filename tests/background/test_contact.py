"""Each letter names whom to ring or reply to; the line and the header are written in one place."""

from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from pytest_django import Settings

from loftet.background.sending import hand_over
from loftet.core.mail import Contact, Letter

SOLVEIG = Contact("Solveig Demoås", "solveig@demodalen.example", "32 00 00 00")


def sent(contact: Contact | None, language: str = "nb", **headers: str) -> EmailMultiAlternatives:
    letter = Letter("ola@gol.example", "Hei", "Kom!\n", headers, contact=contact, language=language)
    hand_over(letter, "<1@gol.example>", before_end=lambda: None, taken=lambda: None)
    made = mail.outbox[-1]
    assert isinstance(made, EmailMultiAlternatives)
    return made


def reply_to(letter: EmailMultiAlternatives) -> tuple[str, str]:
    return parseaddr(str(make_header(decode_header(str(letter.message()["Reply-To"] or "")))))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "Spørsmål? Ring Solveig Demoås, 32 00 00 00, eller svar på denne e-posten."),
        ("nn", "Spørsmål? Ring Solveig Demoås, 32 00 00 00, eller svar på denne e-posten."),
        ("en", "Questions? Ring Solveig Demoås, 32 00 00 00, or reply to this e-mail."),
    ],
)
def test_a_letter_ends_with_whom_to_ring_and_is_answered_by_the_same(language: str, said: str) -> None:
    with translation.override("nb"):  # another letter's language says nothing of this one's
        letter = sent(SOLVEIG, language)
    assert letter.body == f"Kom!\n\n{said}\n"
    assert said in str(letter.alternatives[0][0])
    assert reply_to(letter) == (SOLVEIG.name, SOLVEIG.email)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Kari", "Spørsmål? Kontakt Kari, kari@gol.example, eller svar på denne e-posten."),
        ("", "Spørsmål? Kontakt kari@gol.example, eller svar på denne e-posten."),
    ],
)
def test_who_has_no_number_is_written_to(name: str, said: str) -> None:
    letter = sent(Contact(name, "kari@gol.example"))
    assert letter.body == f"Kom!\n\n{said}\n"
    assert reply_to(letter) == (name, "kari@gol.example")


def test_a_name_adds_no_header(settings: Settings) -> None:
    letter = sent(Contact("Kari\r\nBcc: x@evil.example", "kari@gol.example"))
    assert letter.message()["Bcc"] is None
    assert reply_to(letter)[1] == "kari@gol.example"


@pytest.mark.parametrize(
    ("contact", "replies"),
    [
        ("post@radet.example", "post@radet.example"),
        ("Regionrådet <post@radet.example>", "post@radet.example"),
        ("https://radet.example/kontakt", ""),
        ("", ""),
    ],
)
def test_without_a_person_those_who_run_the_site_have_the_replies(
    settings: Settings, contact: str, replies: str
) -> None:
    settings.CONTACT = contact
    letter = sent(None)
    assert letter.body == "Kom!\n"
    assert letter.extra_headers.get("Reply-To", "") == replies
