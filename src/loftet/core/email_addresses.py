"""E-mail addresses: one spelling for each, by which they are stored, compared, counted and erased.

Mail servers read many spellings as one mailbox: upper case, full-width letters, characters that nobody
sees, a domain in letters or as `xn--`. A limit or a block of one spelling is passed by the next.
"""

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import idna
from django import forms
from django.apps.registry import Apps
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.expressions import Combinable
from django.db.transaction import atomic
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    _EmailField = models.EmailField[str | Combinable, str]
else:
    _EmailField = models.EmailField

LONGEST = 320  # characters of an address (RFC 3696)
# Unicode's Default_Ignorable_Code_Point without the format characters, which the category Cf has.
IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\uffff"
    "\U000e0000-\U000e0fff]"
)
SPELT_IN_MANY_WAYS = re.compile(r'["()]')
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})  # control, format, private, half a letter, line ends


def canonical_email(text: str) -> str:
    """Return the one spelling of an e-mail address; that of a canonical address is the address.

    Lower case; full-width and other compatible letters as the plain ones (NFKC); the domain as IDNA 2008
    reads it (UTS 46), in letters where Django's mail makes the same of them, else as `xn--`.

    Raises:
        ValidationError: with the code «hidden», «quoted», «literal» or «foreign» for what has many spellings,
            and «invalid» for what is no address.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise _invalid()
    _refuse_hidden(text)
    local, _sign, domain = unicodedata.normalize("NFKC", text).rpartition("@")
    if SPELT_IN_MANY_WAYS.search(local + domain):
        raise ValidationError(_("Write the address without quotation marks and parentheses."), code="quoted")
    if domain.startswith("["):
        raise ValidationError(_("Write the name of the mail server, not its number."), code="literal")
    if not local.isascii():
        said = _("Only letters from a to z, digits and signs can stand before the @ of an address.")
        raise ValidationError(said, code="foreign")
    found = f"{local.lower()}@{_canonical_domain(domain)}"
    validate_email(found)
    return found


def mailbox_of(text: str) -> str:
    """Return the mailbox that gets what is sent to an address: canonical, without the tag after a plus sign.

    Letters to `ola+1@example.no` and `ola+2@example.no` are counted together; as users they are two.

    Raises:
        ValidationError: when it is no address.
    """
    local, sign, domain = canonical_email(text).rpartition("@")
    return f"{local.partition('+')[0] or local}{sign}{domain}"


def _canonical_domain(domain: str) -> str:
    """Return the one spelling of a domain."""
    domain = domain.lower()
    if domain.isascii() and "xn--" not in domain:
        return domain
    try:
        sent = idna.encode(domain, uts46=True, std3_rules=True).decode()
        shown = idna.decode(sent)
    except UnicodeError as error:  # the errors of idna are of this kind, too
        raise _invalid() from error
    return shown if _sent_by_django(shown) == sent else sent


def _sent_by_django(domain: str) -> str:
    """Return the domain that Django's mail sends to, by IDNA 2003; empty where it can send to none."""
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return ""


def _invalid() -> ValidationError:
    return ValidationError(validate_email.message, code="invalid")


def _refuse_hidden(text: str) -> None:
    for place, letter in enumerate(text, 1):
        if (unicodedata.category(letter) in UNSEEN and not letter.isspace()) or IGNORABLE.match(letter):
            said = _("Nobody sees character %(place)d of the address, %(code)s. Write the address again.")
            params = {"place": place, "code": f"U+{ord(letter):04X}"}
            raise ValidationError(said, code="hidden", params=params)


class EmailAddressFormField(forms.EmailField):
    """A field of a form for an e-mail address; its value is the canonical address."""

    def to_python(self, value: Any) -> Any:
        """Return the canonical address; what is no address at all is refused with the field's own words."""
        text = super().to_python(value) or ""
        if text in self.empty_values or len(text) > LONGEST:  # the validators say how long it is
            return text
        try:
            return canonical_email(text)
        except ValidationError as error:
            if error.code in self.error_messages:
                error.message = self.error_messages[error.code]
            raise


class _Legacy(str):
    """An address that a row has from before there was one spelling, and that has none."""


class EmailAddressField(_EmailField):
    """A column of e-mail addresses, which are stored and looked up in their one spelling.

    An address that has none is refused when it is saved, but for one that its row has had from before there
    was one spelling. Looked up, it is found in no other row.
    """

    def deconstruct(self) -> Any:
        """Return how a migration writes the field: the column is that of Django's field."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.EmailField", args, options

    def to_python(self, value: Any) -> Any:
        """Return the canonical address.

        Raises:
            ValidationError: when it has none.
        """
        text = super().to_python(value)
        return canonical_email(text) if text else text

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Return the canonical address, which the row has from now on."""
        value = super().pre_save(model_instance, add)
        if not isinstance(value, str):
            return value
        try:
            value = self.to_python(value)
        except ValidationError:
            rows = type(model_instance)._base_manager.filter(pk=model_instance.pk)
            if add or value not in rows.values_list(self.attname, flat=True):
                raise
            return _Legacy(value)
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        """Return what a row with this address has; what is no address is looked up as it is."""
        value = models.Field.get_prep_value(self, value)
        try:
            return self.to_python(value)
        except ValidationError:
            return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Return what is stored, also by an update."""
        as_it_is = isinstance(value, _Legacy) or not isinstance(value, str)
        found = value if as_it_is else self.to_python(value)
        return super().get_db_prep_save(found, connection)

    def formfield(self, **options: Any) -> Any:
        """Return the field of a form."""
        return super().formfield(**{"form_class": EmailAddressFormField, **options})


def store_canonical(app: str, *names: str) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """Build the step of a migration that gives the addresses of rows their one spelling.

    `names` are fields, such as `User.email`. An address that has none, or whose one spelling another row has
    where it must be alone, stays as it is: nobody signs in with it, and no letter is asked for with it again.
    """

    def store(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for model, field in (one.split(".") for one in names):
            rows = apps.get_model(app, model)._default_manager.using(editor.connection.alias)
            for key, kept in rows.exclude(**{field: ""}).values_list("pk", field).iterator():
                with suppress(ValidationError, IntegrityError), atomic(editor.connection.alias):
                    if (found := canonical_email(kept)) != kept:
                        rows.filter(pk=key).update(**{field: found})

    return store
