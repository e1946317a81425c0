"""The pages of the workshop behind a corpus's publications, as the desk lists them."""

from collections import Counter

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page, Site

from articles.models import ArticlePage, HomePage, PersonPage, TopicPage
from articles.record.published.publications import Publication

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
    types = {kind: ContentType.objects.get_for_model(model).pk for kind, model in KINDS.items()}
    root = Page.get_first_root_node()
    Page.objects.exclude(pk=root.pk).delete()
    rows, first = list(_pages(root, types)), {}
    for start in range(0, len(rows), BATCH):
        Page.objects.bulk_create(rows[start : start + BATCH])
    for parent, count in Counter(page.path[: -Page.steplen] for page in rows).items():
        Page.objects.filter(path=parent).update(numchild=count)
    for page in rows:
        first.setdefault(page.content_type_id, page.pk)
    for kind, model in KINDS.items():
        if pk := first.get(types[kind]):
            model(page_ptr_id=pk).save_base(raw=True)
            cursor.execute(OWN_ROWS.format(table=model._meta.db_table), {"first": pk, "kind": types[kind]})
    where = {"hostname": "localhost", "root_page_id": first[types["home"]]}
    Site.objects.update_or_create(is_default_site=True, defaults=where)


def _pages(root, types):
    """What all pages have, of each publication; those above a page come before it."""
    language, paths, children = Locale.get_default().pk, {"": root.path}, Counter()
    published = Publication.objects.order_by("path", "pk").values_list(
        "page_id", "path", "parent_path", "edition__kind", "edition__title", "edition__slug", "first_published_at"
    )
    for pk, path, parent, kind, title, slug, at in published.iterator(chunk_size=BATCH):
        children[parent] += 1
        depth = len(paths[parent]) // Page.steplen + 1
        paths[path] = Page._get_path(paths[parent], depth, children[parent])
        yield Page(
            pk=pk,
            path=paths[path],
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
