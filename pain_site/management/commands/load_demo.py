"""`manage.py load_demo`: the demo's people, pages and reports; safe to run again."""

from django.core.management.base import BaseCommand

from ...demo.loading import load_demo


class Command(BaseCommand):
    help = "Load the demo into a site that has no pages yet."

    def handle(self, **options):
        loaded = load_demo(say=self.stdout.write)
        self.stdout.write("The demo is loaded." if loaded else "The site has pages already; nothing was loaded.")
