"""Pictures: the bytes that an edition was signed with are still there, and so are the widths that readers are sent."""

import hashlib

from ..record.pictures import WIDTHS, EditionImage, stored_path


def picture_findings(pictures):
    """Hash every picture in `pictures`, SHA-256 to the id of an edition that shows it, once."""
    kept = dict(EditionImage.objects.values_list("pk", "widths"))
    for sha256, edition_id in pictures.items():
        name = f"Picture {sha256}, shown by the edition with id {edition_id},"
        listed = [] if sha256 in kept else ["is not in the list of kept pictures, so readers do not get it."]
        problems = (*listed, *problems_of_original(sha256), *problems_of_widths(sha256, kept.get(sha256, {})))
        yield [f"{name} {problem}" for problem in problems]


def problems_of_original(sha256):
    try:
        if hash_of_file(stored_path(sha256, None)) != sha256:
            yield "was changed: the original has other bytes."
    except OSError as error:
        yield f"cannot be read: {error.strerror}, {error.filename}."


def problems_of_widths(sha256, kept):
    for width in WIDTHS:
        try:
            found = hash_of_file(stored_path(sha256, width))
        except OSError as error:
            yield f"cannot be read: {error.strerror}, {error.filename}."
        else:
            if found != kept.get(str(width)):
                yield f"was changed in the width of {width} pixels."


def hash_of_file(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
