"""The fingerprint of a file: tells another file of the same size without reading it all."""

from typing import Any

SAMPLES = 16  # ranges that are read, evenly spread from the first to the last byte
SAMPLE = 64 * 1024  # bytes of each


def fingerprint(source: Any) -> str:
    """Return a text for the size and some of the bytes of *source*, a Source or PartFiles."""
    import hashlib  # slow to import, and rarely needed

    digest = hashlib.sha256()
    last = max(0, source.size - SAMPLE)
    for start in sorted({last * index // (SAMPLES - 1) for index in range(SAMPLES)}):
        for block in source.blocks(start, min(SAMPLE, source.size - start)):
            digest.update(block)
    return f"{source.size}-{digest.hexdigest()[:32]}"
