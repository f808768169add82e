"""Pictures that are sent: drawn again without anything else, or refused with the reason."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from loftet.invalid_input import InvalidInput
from loftet.stories.pictures import DrawnPicture, draw_again

SECRET = b"Heime hos Kari, 60.700123"


def file_of(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **options: Any) -> bytes:
    """Return a picture of two colours, so that a turned one is known."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (0, 0, size[0] // 2, size[1]))
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def drawn(content: bytes) -> DrawnPicture:
    return draw_again(len(content), BytesIO(content))


def why(content: bytes, size: int | None = None) -> str:
    with pytest.raises(InvalidInput) as refused:
        draw_again(len(content) if size is None else size, BytesIO(content))
    assert [one.field for one in refused.value.problems] == ["file"]
    return refused.value.problems[0].cause


def exif(**tags: Any) -> Image.Exif:
    """Return what a telephone writes: where, what, and how it was held."""
    found = Image.Exif()
    found[ExifTags.Base.ImageDescription] = SECRET.decode()
    found[ExifTags.Base.Orientation] = tags.get("orientation", 1)
    found.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (60.0, 42.0, 0.4)
    return found


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_format_becomes_a_plain_jpeg(kind: str) -> None:
    found = drawn(file_of(kind))
    picture = Image.open(BytesIO(found.content))
    assert (picture.format, picture.size, (found.width, found.height)) == ("JPEG", (640, 480), (640, 480))
    assert dict(picture.getexif()) == {}
    assert set(picture.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }


def test_place_and_description_are_removed_and_the_picture_stands_upright() -> None:
    sent = file_of(exif=exif(orientation=6))
    assert SECRET in sent
    found = drawn(sent)
    assert SECRET not in found.content
    assert b"Exif" not in found.content
    assert (found.width, found.height) == (480, 640)
    top = Image.open(BytesIO(found.content)).getpixel((240, 60))
    assert isinstance(top, tuple)
    assert top[2] > 200  # the blue half, which lay to the left, is above


def test_hidden_text_and_colour_profile_are_removed() -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode())
    for sent in (
        file_of("PNG", pnginfo=text, icc_profile=SECRET),
        file_of(comment=SECRET),
        file_of("WEBP", xmp=SECRET),
    ):
        assert SECRET in sent
        assert SECRET not in drawn(sent).content


def test_an_archive_behind_the_picture_is_gone() -> None:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("hemmeleg.txt", SECRET)
    sent = file_of() + archive.getvalue()
    assert zipfile.is_zipfile(BytesIO(sent))
    found = drawn(sent).content
    assert not zipfile.is_zipfile(BytesIO(found))
    assert SECRET not in found


def test_a_see_through_picture_stands_on_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(out, "PNG")
    pixel = Image.open(BytesIO(drawn(out.getvalue()).content)).getpixel((10, 10))
    assert isinstance(pixel, tuple)
    assert min(pixel) > 250


def test_a_large_picture_becomes_smaller_and_the_same_one_has_the_same_name() -> None:
    sent = file_of(size=(4000, 3000))
    found = drawn(sent)
    assert ((found.width, found.height), found.digest) == ((1600, 1200), drawn(sent).digest)


def _bomb() -> bytes:
    """Return a PNG of a few kilobytes that says that it has a hundred million points."""
    small = file_of("PNG", (320, 320))
    head = b"IHDR" + struct.pack(">II", 10_000, 10_000) + small[24:29]
    return small[:12] + head + struct.pack(">I", zlib.crc32(head)) + small[33:]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG"),
        (lambda: b'<?xml version="1.0"?><svg></svg>', "SVG"),
        (lambda: b"%PDF-1.7 nothing", "no picture"),
        (lambda: b"", "no picture"),
        (lambda: file_of("GIF"), "no picture"),
        (lambda: file_of()[:900], "not whole"),
        (_bomb, "30 million"),
        (lambda: file_of(size=(299, 400)), "too small"),
    ],
    ids=["svg", "xml", "pdf", "empty", "gif", "cut off", "bomb", "small"],
)
def test_what_is_no_picture_is_refused_with_the_reason(make: Callable[[], bytes], said: str) -> None:
    assert said in why(make())


def test_forty_megabytes_are_refused_before_anything_is_read() -> None:
    assert why(b"", size=40 * 1024 * 1024) == (
        "The picture is 40.0\N{NO-BREAK SPACE}MB. It can be at most 10 MB: send it in a smaller size."
    )


def test_a_broken_file_is_refused_wherever_it_is_broken() -> None:
    whole = file_of("PNG", (320, 320))
    for at in range(8, len(whole), 61):
        content = whole[:at] + b"\xff\x00" + whole[at + 2 :]
        try:
            assert drawn(content).width == 320
        except InvalidInput as refused:
            assert refused.problems[0].field == "file"  # noqa: PT017 - some faults are none to the reader


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    drawn(file_of())
    assert list(tmp_path.iterdir()) == []
