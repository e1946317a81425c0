"""Pictures: the bytes that an edition was signed with are still there, and so are the widths that readers are sent.

The widths are what the web process made of the original, and it could have made something else. So whether they show
what the original shows is looked at while their first edition is young. From then on the chain vouches for them.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta

from ..record.signed.pictures import WIDTHS, EditionImage, FalseWidthsError, made_widths, read_stored
from ..stores.edition_files import FilesAwayError

#: Longer than a site is without an audit.
YOUNG = timedelta(days=8)


@dataclass
class ShownPictures:
    """The pictures that editions show: SHA-256 to the id of the edition that first did, and which of them are new.

    `all_are_new` has every picture looked at, however old: a fifth of a second each.
    """

    all_are_new: bool = False
    first_editions: dict = field(default_factory=dict)
    new: set = field(default_factory=set)
    of_another_encoder: int = 0

    def add(self, sha256, edition_id, age):
        if sha256 not in self.first_editions:
            self.first_editions[sha256] = edition_id
            if self.all_are_new or age < YOUNG:
                self.new.add(sha256)

    @property
    def warnings(self):
        if self.of_another_encoder:
            yield (
                f"{self.of_another_encoder} pictures lie in widths that are not, byte for byte, what is made of their "
                "originals now. They look like it: after a new release of Pillow that is to be expected."
            )


def picture_findings(pictures):
    """Hash every one of the ShownPictures once, and look at those that are new.

    Where the bucket with them does not answer, it is asked for no other one: each would take as long.
    """
    kept = dict(EditionImage.objects.values_list("pk", "widths"))
    try:
        for sha256, edition_id in pictures.first_editions.items():
            name = f"Picture {sha256}, shown by the edition with id {edition_id},"
            yield [f"{name} {problem}" for problem in problems_of(sha256, kept, pictures)]
    except FilesAwayError as error:
        yield [f"{error} So the pictures of editions could not be looked at."]


def problems_of(sha256, kept, pictures):
    problems = [] if sha256 in kept else ["is not in the list of kept pictures, so readers do not get it."]
    problems += [*problems_of_original(sha256), *problems_of_widths(sha256, kept.get(sha256, {}))]
    if sha256 in pictures.new and not problems:
        problems += problems_to_see(EditionImage(sha256=sha256, widths=kept[sha256]), pictures)
    return problems


def problems_to_see(image, pictures):
    """Whether the widths of a picture, whose bytes are as they were kept, show what the original shows."""
    try:
        pictures.of_another_encoder += not image.compare(made_widths(read_stored(image.sha256, None)))
    except FalseWidthsError:
        yield "is sent to readers in widths that do not show what the original shows."


def problems_of_original(sha256):
    try:
        if hash_of_stored(sha256, None) != sha256:
            yield "was changed: the original has other bytes."
    except OSError as error:
        yield f"cannot be read: {error.strerror}, {error.filename}."


def problems_of_widths(sha256, kept):
    for width in WIDTHS:
        try:
            found = hash_of_stored(sha256, width)
        except OSError as error:
            yield f"cannot be read: {error.strerror}, {error.filename}."
        else:
            if found != kept.get(str(width)):
                yield f"was changed in the width of {width} pixels."


def hash_of_stored(sha256, width):
    return hashlib.sha256(read_stored(sha256, width)).hexdigest()


def hash_of_file(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
