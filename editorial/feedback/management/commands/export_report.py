"""`manage.py export_report CODE`: what we hold, for a reader who asks by letter."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from ...reports.report import Report
from ...reports.retention import exported


class Command(BaseCommand):
    help = "Print as JSON everything that the report with this receipt code holds of what a reader sent."

    def add_arguments(self, parser):
        parser.add_argument("code")

    def handle(self, code, **options):
        report = Report.objects.with_receipt(code)
        if report is None:
            raise CommandError("There is no report with this receipt code.")
        self.stdout.write(json.dumps(exported(report), indent=2, ensure_ascii=False, cls=DjangoJSONEncoder))
