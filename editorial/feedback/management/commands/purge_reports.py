"""`manage.py purge_reports`: erase what readers wrote when its time is over."""

from django.core.management.base import BaseCommand

from ...reports.retention import purge


class Command(BaseCommand):
    help = "Erase the texts of reports finished long ago, and mail addresses whose time is over."

    def handle(self, **options):
        purged = purge()
        self.stdout.write(f"{purged.texts} texts and {purged.addresses} addresses erased.")
