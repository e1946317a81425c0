"""Count readers' reports anew, by the day."""

from django.core.management.base import BaseCommand

from ...figures.counting import rebuild_rollups


class Command(BaseCommand):
    help = "Count all reports anew for the dashboard and the weekly email. Celery's beat keeps the counts otherwise."

    def handle(self, **options):
        self.stdout.write(f"{rebuild_rollups()} days were counted.")
