"""Let atheris throw documents at the JSON-stat reader.

`make fuzz` runs it; `python -m tests.fuzz.jsonstat_fuzz -max_total_time=600 CORPUS` by hand.
"""

import random
import sys
from pathlib import Path


def main() -> None:
    """Fuzz until the time is up; the corpus folder begins with sound documents."""
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

    with atheris.instrument_imports(include=["loftet.sources.jsonstat"]):
        from tests.fuzz.jsonstat_target import mutate_tree, one_input, seeds

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        """Change a node of the document as often as mere bytes."""
        changed = mutate_tree(data, seed) if random.Random(seed).random() < 0.5 else None
        mutated: bytes = atheris.Mutate(data, longest) if changed is None else changed
        return mutated[:longest]

    for folder in [Path(word) for word in sys.argv[1:] if not word.startswith("-")][:1]:
        folder.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds()):
            (folder / f"seed-{number}").write_bytes(seed)
    atheris.Setup(sys.argv, one_input, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
