"""The parts of a Word document, which is hostile until it was looked at: how large it gets, and what it declares.

Office Open XML: ECMA-376, https://ecma-international.org/publications-and-standards/standards/ecma-376/
"""

from __future__ import annotations

import io
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from defusedxml import ElementTree as SafeElementTree

#: What a Word document may be when it is unpacked.
MOST_UNPACKED = 100_000_000
#: A book of 100,000 words has half of that. Each takes some fifty millionths of a second.
MOST_ELEMENTS = 300_000
DEEPEST = 250
OFFICE = "http://schemas.openxmlformats.org/"
W = f"{{{OFFICE}wordprocessingml/2006/main}}"
#: The names that documents of the kind “Strict Open XML” have for the same, which mammoth knows in part.
STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": f"{OFFICE}wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": f"{OFFICE}officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/math": f"{OFFICE}officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": f"{OFFICE}drawingml/2006/wordprocessingDrawing",
    "http://purl.oclc.org/ooxml/drawingml/main": f"{OFFICE}drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/picture": f"{OFFICE}drawingml/2006/picture",
    "http://purl.oclc.org/ooxml/drawingml/chart": f"{OFFICE}drawingml/2006/chart",
    "http://purl.oclc.org/ooxml/drawingml/diagram": f"{OFFICE}drawingml/2006/diagram",
}
_RELATIONSHIP = f"{{{OFFICE}package/2006/relationships}}Relationship"
_KIND = f"{OFFICE}officeDocument/2006/relationships/"


class TooMuchError(ValueError):
    """A file that holds more than any document does."""


class Package:
    """The parts of a document by their names, and trees of those that are XML. What is done to a tree is handed on.

    `main` is the name of the document's own part. Parts are found as mammoth finds them: by what leads to them.
    """

    def __init__(self, content: bytes) -> None:
        with ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
            # Others unpack more than they say they do.
            if any(member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for member in members):
                raise BadZipFile
            if sum(member.file_size for member in members) > MOST_UNPACKED:
                raise TooMuchError
            self._parts = {member.filename: packed.read(member) for member in members}
        xml = {name: part for name, part in self._parts.items() if name.endswith((".xml", ".rels"))}
        if sum(part.count(b"<") for part in xml.values()) > 2 * MOST_ELEMENTS:  # they begin and end
            raise TooMuchError
        self.trees = {name: _transitional(SafeElementTree.fromstring(part)) for name, part in xml.items()}
        if sum(1 for tree in self.trees.values() for _element in tree.iter()) > MOST_ELEMENTS:
            raise TooMuchError
        self.main = self._found("", "officeDocument", "word/document.xml")[0]
        self.document = self.trees[self.main]

    def tree(self, kind: str) -> ElementTree.Element | None:
        """The part of a kind to which the document leads, as “styles”; nothing where it has none."""
        names = self._found(self.main, kind, f"word/{kind}.xml")
        return self.trees[names[0]] if names[0] in self._parts else None

    def all_of(self, kind: str) -> list[ElementTree.Element]:
        """All parts of a kind, as headers: a document may have several."""
        return [self.trees[name] for name in self._found(self.main, kind, "") if name in self.trees]

    def _found(self, part: str, kind: str, otherwise: str) -> list[str]:
        folder, _slash, name = part.rpartition("/")
        leads = self.trees.get(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        found = []
        for lead in leads.iter(_RELATIONSHIP) if leads is not None else ():
            target = lead.get("Target", "")
            if lead.get("Type") == _KIND + kind:
                found.append((target if target.startswith("/") or not folder else f"{folder}/{target}").lstrip("/"))
        return [name for name in found if name in self._parts] or [otherwise]

    def packed(self) -> io.BytesIO:
        """The document with its trees as they are now."""
        packed = io.BytesIO()
        with ZipFile(packed, "w") as file:
            for name, content in self._parts.items():
                tree = self.trees.get(name)
                file.writestr(name, content if tree is None else ElementTree.tostring(tree, encoding="utf-8"))
        packed.seek(0)
        return packed


def _transitional(tree: ElementTree.Element) -> ElementTree.Element:
    """A tree with the names of all but strict documents, and of a depth that Python's stack has room for."""
    around = [(tree, 1)]
    while around:
        element, depth = around.pop()
        if depth > DEEPEST:
            raise RecursionError
        element.tag = _name(element.tag)
        for name, value in list(element.attrib.items()):
            if "purl.oclc.org" in name or (name == "Type" and "purl.oclc.org" in value):
                del element.attrib[name]
                start, _slash, kind = value.rpartition("/")
                element.set(_name(name), f"{STRICT.get(start, start)}/{kind}" if name == "Type" else value)
        around += [(child, depth + 1) for child in element]
    return tree


def _name(name: str) -> str:
    if not name.startswith("{http://purl.oclc.org/"):
        return name
    uri, _brace, local = name[1:].partition("}")
    return f"{{{STRICT.get(uri, uri)}}}{local}"
