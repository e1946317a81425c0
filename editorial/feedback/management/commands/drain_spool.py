"""`manage.py drain_spool`: store the reports that were kept on disk while the database was away."""

from django.core.management.base import BaseCommand, CommandError

from ...capture.storing.spool import drain


class Command(BaseCommand):
    help = "Store the reports that were kept on this machine's disk while the database was away."

    def handle(self, **options):
        drained = drain()
        if drained is None:
            raise CommandError("The database is away, or another process is draining. Nothing is lost; try again.")
        self.stdout.write(f"{drained.stored} stored, {drained.known} known already, {drained.refused} refused.")
