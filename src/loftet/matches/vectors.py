"""The vectors of texts as they are stored: in half precision, as one block of bytes."""

from io import BytesIO

import numpy as np

from loftet.methods.match_meaning import TextVectors


def pack(one: TextVectors) -> bytes:
    """Return the vectors of a text as bytes."""
    made = BytesIO()
    np.savez(
        made,
        whole=one.whole.astype(np.float16),
        terms=one.terms[0].astype(np.uint16),
        weights=one.terms[1].astype(np.float16),
        sentences=one.sentences.astype(np.float16),
    )
    return made.getvalue()


def unpack(packed: bytes | memoryview) -> TextVectors:
    """Return the vectors of bytes that `pack` has made."""
    with np.load(BytesIO(bytes(packed)), allow_pickle=False) as kept:
        return TextVectors(
            kept["whole"].astype(np.float32),
            (kept["terms"].astype(np.int64), kept["weights"].astype(np.float32)),
            kept["sentences"].astype(np.float32),
        )
