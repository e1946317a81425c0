"""From what the demo's files say to blocks, links and pictures of Wagtail."""

import re

from django.core.files.base import ContentFile

from articles.record.signed.pictures import SiteImage

from .files import HERE

PAGE_LINK = re.compile(r'<a href="page:([a-z0-9-]+)">')


class PageParts:
    """Makes parts of pages; a link or a group names a page by its slug."""

    def __init__(self, pages):
        self.pages = pages
        self.images = {}

    def subjects(self, item):
        return [{"type": "subject", "value": subject} for subject in item.get("subjects", [])]

    def groups(self, item):
        return [
            {"type": "group", "value": {**group, "pages": [self.pages[slug].pk for slug in group["pages"]]}}
            for group in item["groups"]
        ]

    def body(self, item):
        return [
            {
                "type": "section",
                "value": {
                    "heading": section["heading"],
                    "anchor": section["anchor"],
                    "content": [self.block(block["type"], block["value"]) for block in section["content"]],
                },
            }
            for section in item["sections"]
        ]

    def block(self, kind, value):
        if kind == "text":
            value = self.linked(value)
        elif kind == "steps":
            value = [self.linked(step) for step in value]
        elif kind == "question":
            value = {**value, "answer": self.linked(value["answer"])}
        elif kind == "image":
            value = {**value, "image": self.image(value["image"]).pk, "decorative": False}
        elif kind == "table":
            columns = [{"type": "text", "heading": heading} for heading in value["header"]]
            rows = [{"values": row} for row in value["rows"]]
            value = {"caption": value["caption"], "table": {"columns": columns, "rows": rows, "caption": ""}}
        return {"type": kind, "value": value}

    def linked(self, html):
        return PAGE_LINK.sub(lambda match: f'<a linktype="page" id="{self.pages[match[1]].pk}">', html)

    def image(self, name):
        if name and name not in self.images:
            file = ContentFile((HERE / "images" / name).read_bytes(), name=name)
            title = name.removesuffix(".png").replace("-", " ").capitalize()
            self.images[name] = SiteImage.objects.create(title=title, file=file)
        return self.images.get(name)
