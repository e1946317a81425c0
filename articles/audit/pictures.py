"""Pictures: the bytes that an edition was signed with are still there, and so are the widths that readers are sent."""

import hashlib

from ..images import WIDTHS, EditionImage, stored_path


def picture_flaws(pictures):
    """Hash every picture in `pictures`, SHA-256 to the id of an edition that shows it, once."""
    kept = set(EditionImage.objects.values_list("pk", flat=True))
    for sha256, edition_id in pictures.items():
        name = f"Picture {sha256}, shown by the edition with id {edition_id},"
        listed = [] if sha256 in kept else ["is not in the list of kept pictures, so readers do not get it."]
        problems = (*listed, *problems_of_original(sha256), *problems_of_widths(sha256))
        yield [f"{name} {problem}" for problem in problems]


def problems_of_original(sha256):
    try:
        with stored_path(sha256, None).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                yield "was changed: the original has other bytes."
    except OSError as error:
        yield f"cannot be read: {error.strerror}, {error.filename}."


def problems_of_widths(sha256):
    for width in WIDTHS:
        try:
            if not is_whole_webp(stored_path(sha256, width)):
                yield f"is damaged in the width of {width} pixels."
        except OSError as error:
            yield f"cannot be read: {error.strerror}, {error.filename}."


def is_whole_webp(path):
    """Whether a file is WebP and as long as its first bytes say; RIFF does not count the first eight."""
    with path.open("rb") as file:
        start = file.read(12)
    size = int.from_bytes(start[4:8], "little") + 8
    return (start[:4], start[8:]) == (b"RIFF", b"WEBP") and path.stat().st_size == size
