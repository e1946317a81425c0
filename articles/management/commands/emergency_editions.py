"""`manage.py emergency_editions`: whether texts may be published before their medical review. Run as the owner."""

from django.core.management.base import BaseCommand, CommandError

from ...record.published.emergencies import LONGEST_HOURS, EmergencyRule


class Command(BaseCommand):
    help = "Say or change whether two editors may publish in an emergency, and for how many hours. Off by default."

    def add_arguments(self, parser):
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--allow", type=int, metavar="HOURS", help=f"for at most HOURS (1 to {LONGEST_HOURS})")
        choice.add_argument("--forbid", action="store_true")

    def handle(self, allow, forbid, **options):
        if allow is not None and not 1 <= allow <= LONGEST_HOURS:
            raise CommandError(f"An emergency lasts between 1 and {LONGEST_HOURS} hours.")
        if allow:
            EmergencyRule.objects.update_or_create(only=True, defaults={"most_hours": allow})
        if forbid:
            EmergencyRule.objects.all().delete()
        rule = EmergencyRule.objects.first()
        self.stdout.write(f"{rule}." if rule else "Emergency editions are not allowed.")
