"""Wagtail's moves of pages, answered on the reader's side."""

from wagtail.signals import post_page_move

from .editions import readdress


def readdress_moved_page(sender, instance, **kwargs):
    readdress(instance)


def connect():
    post_page_move.connect(readdress_moved_page, dispatch_uid="articles_readdress_moved_page")
