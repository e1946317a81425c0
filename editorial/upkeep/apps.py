"""Has it gone stale? Reviews that fall due, and later the watch on references and links."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "editorial.upkeep"
