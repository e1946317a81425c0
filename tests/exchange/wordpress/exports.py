"""Exports of WordPress, written for tests in the shape in which WordPress writes them."""

from html import escape

HEAD = """<?xml version="1.0" encoding="{encoding}"?>
<!-- generator="WordPress/6.9" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old Relief</title><link>https://old.example</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_login>ana</wp:author_login><wp:author_email>ana@old.example</wp:author_email>
<wp:author_display_name><![CDATA[Ana Kirui]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>back</wp:category_nicename>
<wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[Back pain]]></wp:cat_name></wp:category>
<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>sciatica</wp:category_nicename>
<wp:category_parent>back</wp:category_parent><wp:cat_name><![CDATA[Sciatica]]></wp:cat_name></wp:category>
{more}"""
TAIL = "</channel></rss>\n"


def item(number, content="<p>Rest helps.</p>", **fields):
    """One item; `terms` are (taxonomy, slug, name), `meta` is a dict, `raw` is added as it is."""
    said = {"title": f"Post {number}", "post_type": "post", "status": "publish", "creator": "ana", **fields}
    slug = said.get("slug", f"post-{number}")
    terms = said.get("terms", [("category", "back", "Back pain")])
    return "".join(
        [
            f"<item><title>{escape(said['title'])}</title>",
            f"<link>{said.get('link', f'https://old.example/{slug}/')}</link>",
            f"<dc:creator><![CDATA[{said['creator']}]]></dc:creator>",
            f"<content:encoded><![CDATA[{content}]]></content:encoded>",
            f"<excerpt:encoded><![CDATA[{said.get('excerpt', '')}]]></excerpt:encoded>",
            f"<wp:post_id>{number}</wp:post_id><wp:post_date_gmt>2020-05-01 10:00:00</wp:post_date_gmt>",
            f"<wp:post_name>{slug}</wp:post_name><wp:status>{said['status']}</wp:status>",
            f"<wp:post_parent>{said.get('parent', 0)}</wp:post_parent><wp:post_type>{said['post_type']}</wp:post_type>",
            f"<wp:post_password>{said.get('password', '')}</wp:post_password>",
            *(
                f'<category domain="{taxonomy}" nicename="{name}"><![CDATA[{words}]]></category>'
                for taxonomy, name, words in terms
            ),
            *(
                f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value>"
                "</wp:postmeta>"
                for key, value in said.get("meta", {}).items()
            ),
            said.get("raw", ""),
            "</item>\n",
        ]
    )


def comment(number, text="Rest helped me.", approved="1", kind="", by="Jo Kamau", mail="jo@example.org"):
    """What a reader wrote below an item, for its `raw`."""
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author><![CDATA[{by}]]></wp:comment_author>"
        f"<wp:comment_author_email>{mail}</wp:comment_author_email>"
        "<wp:comment_author_IP>203.0.113.7</wp:comment_author_IP>"
        "<wp:comment_date_gmt>2021-03-04 05:06:07</wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content>"
        f"<wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type></wp:comment>"
    )


def picture(number, name, **fields):
    """An attachment whose file had this name."""
    address = f"https://old.example/wp-content/uploads/2020/05/{name}"
    raw = f"<wp:attachment_url>{address}</wp:attachment_url>" + fields.pop("raw", "")
    return item(
        number, "", post_type="attachment", status="inherit", slug=f"picture-{number}", terms=[], raw=raw, **fields
    )


def export(*items, head="", encoding="UTF-8", tail=TAIL):
    """The text of a whole file."""
    return HEAD.format(encoding=encoding, more=head) + "".join(items) + tail


def in_folder(text, folder):
    """The same export, of a site that was in a folder."""
    return text.replace("https://old.example", f"https://old.example{folder}")
