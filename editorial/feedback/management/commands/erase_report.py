"""`manage.py erase_report CODE`: for a reader who asks by letter."""

from django.core.management.base import BaseCommand, CommandError

from ...reports.report import Report
from ...reports.retention import erase


class Command(BaseCommand):
    help = "Erase what a reader wrote in the report with this receipt code."

    def add_arguments(self, parser):
        parser.add_argument("code")

    def handle(self, code, **options):
        report = Report.objects.with_receipt(code)
        if report is None:
            raise CommandError("There is no report with this receipt code.")
        erase(report)
        self.stdout.write(f"Report {report.pk}: what the reader wrote is erased.")
