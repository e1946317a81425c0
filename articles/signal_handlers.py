"""Submitted drafts, new editions, and Wagtail's moves of pages, answered on the reader's side."""

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.signals import post_page_move, pre_page_move, task_submitted

from . import tasks
from .reading import site_settings
from .reading.caching import last_copies, purging
from .record.published.addresses import address_after_move, readdress
from .record.published.drafts import Draft
from .references.library import references
from .signals import address_left, edition_published, status_changed
from .stores.queue import after_commit


def refuse_move_without_address(sender, instance, parent_page_after, **kwargs):
    """Before the tree has moved: NoAddressError when readers could get the page nowhere afterwards."""
    address_after_move(instance, parent_page_after)


def readdress_moved_page(sender, instance, **kwargs):
    readdress(instance)


def adopt_what_a_submitted_draft_cites(sender, instance, **kwargs):
    state = instance.workflow_state
    references.adopt_cited(Draft.in_review(state).document, by=lambda: state.requested_by)


def cite_in_new_edition(sender, edition, **kwargs):
    references.cite(edition)


def prepare_new_edition(sender, edition, **kwargs):
    is_article = edition.kind == "article"
    after_commit(tasks.relate_articles if is_article else tasks.render_page, edition.page_id)


def purge_new_edition(sender, edition, **kwargs):
    void_copies(edition.page_id)
    purge_after_commit(edition.page_id)


def purge_changed_status(sender, publication, **kwargs):
    void_copies()
    purge_after_commit(publication.page_id)


def purge_left_address(sender, publication, path, **kwargs):
    void_copies(publication.page_id)
    purge_after_commit(publication.page_id, path)


def forget_settings(sender, **kwargs):
    site_settings.forget()
    void_copies()


def void_copies(*page_ids):
    """Those of a page, or of all pages; at once, by no queue that may be away."""

    def void():  # a partial has no name, and Django names what failed in the log
        last_copies.note_change(*page_ids)

    transaction.on_commit(void, robust=True)


def purge_after_commit(*what):
    if purging.is_purging():
        after_commit(tasks.purge_page, *what)


def connect():
    pre_page_move.connect(refuse_move_without_address, dispatch_uid="articles_refuse_move_without_address")
    post_page_move.connect(readdress_moved_page, dispatch_uid="articles_readdress_moved_page")
    task_submitted.connect(adopt_what_a_submitted_draft_cites, dispatch_uid="articles_adopt_what_a_draft_cites")
    edition_published.connect(cite_in_new_edition, dispatch_uid="articles_cite_in_new_edition")
    edition_published.connect(prepare_new_edition, dispatch_uid="articles_prepare_new_edition")
    edition_published.connect(purge_new_edition, dispatch_uid="articles_purge_new_edition")
    status_changed.connect(purge_changed_status, dispatch_uid="articles_purge_changed_status")
    post_save.connect(forget_settings, sender=site_settings.SiteSettings, dispatch_uid="articles_forget_settings")
    address_left.connect(purge_left_address, dispatch_uid="articles_purge_left_address")
