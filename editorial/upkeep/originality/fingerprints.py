"""Fingerprints of a text, by winnowing: few of its runs of words, chosen so that what two texts share shows.

Schleimer S, Wilkerson DS, Aiken A. Winnowing: local algorithms for document fingerprinting. SIGMOD 2003:76-85.
https://doi.org/10.1145/872757.872770. Of each WINDOW successive runs of RUN words the one with the smallest hash is
kept: of equals the one that was kept already, else the last. Two texts that share at least WINDOW + RUN - 1 words in a
row then share a fingerprint (their guarantee threshold t), whatever stands around them; texts that share fewer than RUN
in a row share none (their noise threshold k). About one run in nine is kept (2 / (WINDOW + 1)).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

RUN = 8
WINDOW = 17
#: So many copied words in a row are always found.
GUARANTEED = WINDOW + RUN - 1


def fingerprints(words: Sequence[str]) -> dict[int, list[int]]:
    """Each fingerprint of a text with the places, counted in words, at which its run begins."""
    hashes = [_hash(words[place : place + RUN]) for place in range(len(words) - RUN + 1)]
    found: dict[int, list[int]] = {}
    for place in _chosen(hashes):
        found.setdefault(hashes[place], []).append(place)
    return found


def _chosen(hashes: list[int]) -> Iterator[int]:
    last = -1
    for start in range(max(1, len(hashes) - WINDOW + 1) if hashes else 0):
        window = range(start, min(start + WINDOW, len(hashes)))
        if last not in window:
            last = min(window, key=lambda place: (hashes[place], -place))
        elif hashes[window[-1]] < hashes[last]:
            last = window[-1]
        else:
            continue
        yield last


def _hash(run: Sequence[str]) -> int:
    """64 bits, as PostgreSQL's bigint has them. Not Python's own hash, which is another one in each process."""
    return int.from_bytes(blake2b(" ".join(run).encode(), digest_size=8).digest(), signed=True)
