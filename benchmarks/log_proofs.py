"""How long a proof from the public log takes: python -m benchmarks.log_proofs [LEAVES]"""

import hashlib
import os
import random
import statistics
import sys
import tempfile
import time
from contextlib import nullcontext

import django

LEAVES = 1_000_000
PROOFS = 2_000
#: Production's settings want these to be said; nothing here asks for them.
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "pain_site.settings.production",
    "SECRET_KEY": "for a benchmark",
    "DATABASE_URL": "postgres:///none",
    "VALKEY_URL": "redis://localhost/0",
    "ALLOWED_HOSTS": "localhost",
    "BASE_URL": "https://localhost",
}


def main(leaves):
    with tempfile.TemporaryDirectory() as root:
        os.environ.update(SETTINGS, LOG_ROOT=root)
        django.setup()
        size = f"{leaves:,} leaves"
        print(f"{size}: made and signed in {made(leaves):.0f} seconds.", flush=True)
        print(f"One new leaf taken in and signed: {made(leaves + 1):.3f} seconds, of which the database is not a part.")
        times = sorted(proved(random.randrange(leaves) + 1) for _ in range(PROOFS))
        p99 = times[len(times) * 99 // 100]
        print(f"A proof: p50 {statistics.median(times):.2f} ms, p99 {p99:.2f} ms, at most {times[-1]:.2f} ms.")


def made(leaves):
    """Seconds for a log of so many leaves, on top of what is there."""
    from articles.log import signing
    from articles.log.notes import SignerKey

    entry = hashlib.sha256
    signing.links_from = lambda first: ((n, entry(str(n).encode()).digest()) for n in range(first, leaves + 1))
    signing.transaction.atomic = nullcontext
    started = time.perf_counter()
    signing.sign_head(SignerKey("localhost/log", bytes(32)))
    return time.perf_counter() - started


def proved(sequence):
    """Milliseconds from nothing to a link's proof, checkpoint and tiles read from the disk's cache."""
    from articles.log.proofs import SignedTree

    started = time.perf_counter()
    SignedTree().inclusion(sequence)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LEAVES)
