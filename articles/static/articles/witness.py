#!/usr/bin/env python3
"""Witness a site's public log: that it only ever grows, and shows you what it shows everybody.

    python3 witness.py https://site.example/log site.example/log+1a2b3c4d+AY... FOLDER

Run it every day, elsewhere than the site runs. FOLDER keeps the newest checkpoint that you saw, with your signature
below it (https://c2sp.org/tlog-cosignature), and your key; one from elsewhere may lie there before. Put `checkpoint`
where others can get it. Needs `cryptography`. Ends with 0 when all is well, with 1 and the proof in FOLDER when
the log forked, shrank or was not signed, and with 2 when it cannot be reached.
"""

import base64
import hashlib
import sys
import time
from functools import lru_cache
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def get(address):
    return urlopen(address, timeout=30).read()


def opened(note, vkey):
    """Size and root of a checkpoint that the log's key signed."""
    name, _, encoded = vkey.split("+", 2)
    public, (text, _, lines) = base64.b64decode(encoded)[1:], note.rpartition("\n\n")
    try:
        made = [base64.b64decode(line.split(" ")[2]) for line in lines.splitlines() if line.startswith(f"— {name} ")]
        made = [signature[4:] for signature in made if signature[:4] == sha256(name.encode(), b"\n\x01", public)[:4]]
        Ed25519PublicKey.from_public_bytes(public).verify(made[0], f"{text}\n".encode())
        origin, size, root = text.split("\n")[:3]
    except (IndexError, InvalidSignature, ValueError):
        raise SystemExit("The log's key did not sign this checkpoint.") from None
    if origin != name:
        raise SystemExit(f"This is a checkpoint of another log: {origin}.")
    return int(size), base64.b64decode(root)


@lru_cache(None)
def tile(address, size, level, index):
    """Some of the hashes of a tree of this size (https://c2sp.org/tlog-tiles)."""
    width, digits = min((size >> 8 * level) - index * 256, 256), str(index).zfill(-(-len(str(index)) // 3) * 3)
    path = "".join(f"x{digits[start : start + 3]}/" for start in range(0, len(digits) - 3, 3)) + digits[-3:]
    content = get(f"{address}/tile/{level}/{path}" + (f".p/{width}" if width < 256 else ""))
    if len(content) != width * 32:
        raise SystemExit("A tile of the log is damaged.")
    return [content[start : start + 32] for start in range(0, len(content), 32)]


def subtree(tree, first, last):
    if (last - first) & (last - first - 1):
        middle = first + (1 << (last - first - 1).bit_length() - 1)
        return sha256(b"\1", subtree(tree, first, middle), subtree(tree, middle, last))
    level, bits = divmod((last - first).bit_length() - 1, 8)
    index, offset = divmod(first >> 8 * level, 256)
    hashes = tile(*tree, level, index)[offset : offset + (1 << bits)]
    for _level in range(bits):
        hashes = [sha256(b"\1", hashes[i], hashes[i + 1]) for i in range(0, len(hashes), 2)]
    return hashes[0]


def roots(tree, old, first, last):
    """The root over the leaves up to `old`, and over all: made of the same hashes, which is what proves it."""
    if old == last:
        return (subtree(tree, first, last),) * 2
    middle = first + (1 << (last - first - 1).bit_length() - 1)
    if old <= middle:
        before, now = roots(tree, old, first, middle)
        return before, sha256(b"\1", now, subtree(tree, middle, last))
    left, (before, now) = subtree(tree, first, middle), roots(tree, old, middle, last)
    return sha256(b"\1", left, before), sha256(b"\1", left, now)


def cosigned(note, file, name):
    """The note with our own signature, and our public key."""
    if not file.exists():
        file.touch(0o600)
        file.write_text(f"{name} {Ed25519PrivateKey.generate().private_bytes_raw().hex()}")
    (name, seed), seconds, text = file.read_text().split(), int(time.time()), note.rpartition("\n\n")[0]
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))
    public, made = key.public_key().public_bytes_raw(), key.sign(f"cosignature/v1\ntime {seconds}\n{text}\n".encode())
    identity = sha256(name.encode(), b"\n\x04", public)[:4]
    line = base64.b64encode(identity + seconds.to_bytes(8, "big") + made).decode()
    return f"{note}— {name} {line}\n", f"{name}+{identity.hex()}+{base64.b64encode(bytes([4]) + public).decode()}"


def main(address, vkey, folder, name="witness"):
    kept, note = Path(folder) / "checkpoint", get(f"{address}/checkpoint").decode()
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        old, old_root = opened(kept.read_text(), vkey) if kept.exists() else (0, b"")
        size, root = opened(note, vkey)
        if size < old:
            raise SystemExit(f"THE LOG SHRANK: it had {old} entries, and has {size}.")
        if size and roots((address, size), old or size, 0, size) != (old_root or root, root):
            raise SystemExit(f"THE LOG FORKED: its {size} entries are no continuation of the {old} that you saw.")
    except SystemExit:
        (Path(folder) / f"refused-{int(time.time())}").write_text(note)
        raise
    signed, own_key = cosigned(note, Path(folder) / "witness.key", name)
    new = kept.with_name("checkpoint.new")
    new.write_text(signed)
    new.replace(kept)  # all of it, or none: half a checkpoint would look like one that the log did not sign
    print(f"{size} entries, a continuation of the {old} that were seen before. Our key: {own_key}\n\n{signed}")


if __name__ == "__main__":
    try:
        main(sys.argv[1].rstrip("/"), *sys.argv[2:]) if 4 <= len(sys.argv) <= 5 else sys.exit(__doc__)
    except (OSError, HTTPException, UnicodeDecodeError) as error:
        print(f"The log cannot be read: {error}", file=sys.stderr)
        sys.exit(2)
