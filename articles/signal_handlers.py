"""New editions, and Wagtail's moves of pages, answered on the reader's side."""

from functools import partial

from django.db import transaction
from wagtail.signals import post_page_move, pre_page_move

from . import tasks
from .editions import address_after_move, readdress
from .signals import edition_published


def refuse_move_without_address(sender, instance, parent_page_after, **kwargs):
    """Before the tree has moved: NoAddressError when readers could get the page nowhere afterwards."""
    address_after_move(instance, parent_page_after)


def readdress_moved_page(sender, instance, **kwargs):
    readdress(instance)


def relate_new_edition(sender, edition, **kwargs):
    if edition.kind == "article":
        transaction.on_commit(partial(tasks.relate_articles.delay, edition.page_id))


def connect():
    pre_page_move.connect(refuse_move_without_address, dispatch_uid="articles_refuse_move_without_address")
    post_page_move.connect(readdress_moved_page, dispatch_uid="articles_readdress_moved_page")
    edition_published.connect(relate_new_edition, dispatch_uid="articles_relate_new_edition")
