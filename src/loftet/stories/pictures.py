"""Pictures that people send: refused with a reason, or drawn again, so that nothing but the picture is left.

What a camera or a program writes into a file (the place, the day, the telephone, comments), and what stands
behind the picture in the same file, is gone: only the colours of its points are read.
"""

import hashlib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import IO, Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from loftet.invalid_input import InvalidInput

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_POINTS = 30_000_000  # a telephone takes 12 or 24 million
LEAST_SIDE, LONGEST_SIDE = 300, 1600
QUALITY = 82
FIRST_BYTES = 512
ONE_AT_A_TIME = Lock()  # a large picture takes a hundred megabytes while it is read


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture as JPEG, and its size in points."""

    content: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """Return the name that it is kept under."""
        return hashlib.sha256(self.content).hexdigest()[:32]


def draw_again(size: int, file: IO[bytes]) -> DrawnPicture:
    """Return a picture that somebody has sent, turned upright, at most 1600 points wide or high, as JPEG.

    Raises:
        InvalidInput: at the field `file`, when it is too large, too small, whole in no way, or no picture.
    """
    if size > settings.PICTURE_BYTES:
        raise _refused(
            _("The picture is %(size)s. It can be at most 10 MB: send it in a smaller size.")
            % {"size": filesizeformat(size)}
        )
    begins = file.read(FIRST_BYTES)
    if b"<svg" in begins.lower() or begins.lstrip().startswith((b"<?xml", b"<!")):
        raise _refused(_("A drawing (SVG) can hold a program, so it is not taken. Send JPEG, PNG or WebP."))
    file.seek(0)
    with ONE_AT_A_TIME, _read(file) as picture:
        return _drawn(picture)


def _refused(cause: str) -> InvalidInput:
    return InvalidInput.because(cause, field="file")


@contextmanager
def _read(file: IO[bytes]) -> Iterator[Any]:
    """Open a picture and check its size before its points are read.

    Raises:
        InvalidInput: when it cannot be read.
    """
    from PIL import Image, UnidentifiedImageError  # loaded with the first picture, not with the web

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit here is lower
            with Image.open(file, formats=FORMATS) as picture:
                _demand_size(*picture.size)
                yield picture
    except InvalidInput:  # which is a ValueError, too
        raise
    except UnidentifiedImageError as fault:
        raise _refused(_("This is no picture that can be read here. Send JPEG, PNG or WebP.")) from fault
    except Image.DecompressionBombError as fault:
        raise _too_many_points() from fault
    except (OSError, SyntaxError, ValueError, EOFError) as fault:
        raise _refused(_("The picture is not whole. Save it once more, and send it again.")) from fault


def _demand_size(width: int, height: int) -> None:
    if width * height > MOST_POINTS:
        raise _too_many_points()
    if min(width, height) < LEAST_SIDE:
        raise _refused(_("The picture is too small: at least 300 points each way."))


def _too_many_points() -> InvalidInput:
    return _refused(_("The picture has more than 30 million points. Send it in a smaller size."))


def _drawn(picture: Any) -> DrawnPicture:
    """Draw a picture on white, without anything else that the file holds."""
    from PIL import Image, ImageOps

    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is read at a half or a quarter
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    drawn = Image.new("RGB", upright.size, "white")
    drawn.paste(upright, mask=upright)
    out = BytesIO()
    drawn.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return DrawnPicture(out.getvalue(), *drawn.size)
