"""Writes an export of WordPress of any size: python -m benchmarks.wordpress FILE [--posts N].

Posts have headings, lists, numbers, links to each other, categories and tags; no two are alike. What moving in takes is
measured by `manage.py import_wordpress FILE`, into a database of its own.
"""

import argparse
import random
from pathlib import Path

TEXT = (
    "rest helps back pain when it is sudden and movement later does more than rest alone for most people who have it "
    "but nobody should take more of a medicine than the leaflet says whatever a friend tells them about doses"
)
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old site</title><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
"""
ITEM = """<item><title>Post {number}</title><link>https://old.example/post-{number}/</link>
<dc:creator>author{author}</dc:creator><content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[Rest helps.]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date_gmt>2020-05-01 10:00:00</wp:post_date_gmt><wp:post_name>post-{number}</wp:post_name>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<category domain="category" nicename="category-{category}">Category {category}</category>
<category domain="post_tag" nicename="tag-{tag}">Tag {tag}</category></item>
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--posts", type=int, default=10_000)
    options = parser.parse_args()
    chance = random.Random(1)
    with open(options.file, "w", encoding="utf-8") as file:
        file.write(HEAD)
        for number in range(1, options.posts + 1):
            file.write(post(number, options.posts, chance))
        file.write("</channel></rss>\n")


def post(number, posts, chance):
    """One item of about three kilobytes."""

    def paragraph(length):
        return f"<p>{' '.join(chance.choices(TEXT.split(), k=length))} {chance.randint(1, 99)} mg.</p>\n"

    link = f'<p><a href="https://old.example/post-{chance.randint(1, posts)}/">more</a></p>\n'
    content = paragraph(180) + "<h2>Doses</h2>\n<ul><li>one</li><li>two</li></ul>\n" + paragraph(80) + link
    content += "<h2>Who</h2>\n" + paragraph(90) + paragraph(90)
    numbers = {"author": chance.randint(1, 30), "category": chance.randint(1, 20), "tag": chance.randint(1, 100)}
    return ITEM.format(number=number, content=content, **numbers)


if __name__ == "__main__":
    main()
