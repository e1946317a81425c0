"""The pages of the workshop behind a corpus's publications, as the desk lists them."""

from collections import Counter

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page, Site

from articles.models import ArticlePage, HomePage, PersonPage, TopicPage
from articles.record.publications import Publication

KINDS = {"home": HomePage, "topic": TopicPage, "person": PersonPage, "article": ArticlePage}
BATCH = 2000
#: What a page of a kind has beside what all pages have: as the first of its kind, since it was saved empty.
OWN_ROWS = """
    INSERT INTO {table} SELECT (jsonb_populate_record(first, jsonb_build_object('page_ptr_id', p.id))).*
    FROM {table} AS first, wagtailcore_page AS p
    WHERE first.page_ptr_id = %(first)s AND p.content_type_id = %(kind)s AND p.id <> %(first)s
"""


def grow(cursor):
    """A page for each publication, below the page of its parent path; the site begins at the home page."""
    root = Page.get_first_root_node()
    paths, children, rows = {"": root.path}, Counter(), []
    types = {kind: ContentType.objects.get_for_model(model).pk for kind, model in KINDS.items()}
    language, first = Locale.get_default().pk, {}
    Page.objects.exclude(pk=root.pk).delete()
    published = Publication.objects.order_by("path", "pk").values_list(
        "page_id", "path", "parent_path", "edition__kind", "edition__title", "edition__slug", "first_published_at"
    )
    for pk, path, parent, kind, title, slug, at in published.iterator(chunk_size=BATCH):
        children[parent] += 1
        depth = len(paths[parent]) // Page.steplen + 1
        place = paths[path] = Page._get_path(paths[parent], depth, children[parent])
        first.setdefault(kind, pk)
        rows.append(
            Page(
                pk=pk,
                path=place,
                depth=depth,
                title=title,
                draft_title=title,
                slug=slug,
                url_path=f"/home{path}",
                content_type_id=types[kind],
                locale_id=language,
                live=True,
                first_published_at=at,
                last_published_at=at,
                latest_revision_created_at=at,
            )
        )
    for start in range(0, len(rows), BATCH):
        Page.objects.bulk_create(rows[start : start + BATCH])
    for parent, count in children.items():
        Page.objects.filter(path=paths[parent]).update(numchild=count)
    for kind, pk in first.items():
        model = KINDS[kind]
        model(page_ptr_id=pk).save_base(raw=True)
        cursor.execute(OWN_ROWS.format(table=model._meta.db_table), {"first": pk, "kind": types[kind]})
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page_id": first["home"]}
    )
