"""Wagtail's moves of pages, answered on the reader's side."""

from wagtail.signals import post_page_move, pre_page_move

from .editions import address_after_move, readdress


def refuse_move_without_address(sender, instance, parent_page_after, **kwargs):
    """Before the tree has moved: NoAddressError when readers could get the page nowhere afterwards."""
    address_after_move(instance, parent_page_after)


def readdress_moved_page(sender, instance, **kwargs):
    readdress(instance)


def connect():
    pre_page_move.connect(refuse_move_without_address, dispatch_uid="articles_refuse_move_without_address")
    post_page_move.connect(readdress_moved_page, dispatch_uid="articles_readdress_moved_page")
