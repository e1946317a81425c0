"""`manage.py remove_second_factors EMAIL`: for somebody who lost their phone and their recovery codes."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from ...log_in.second_factors import remove_second_factors


class Command(BaseCommand):
    help = "Take every second factor from an account, so that its password alone logs in. Its owner gets a letter."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, email, **options):
        try:
            user = get_user_model().objects.get_by_natural_key(email)
        except get_user_model().DoesNotExist as error:
            raise CommandError(f"There is no account with the address {email}.") from error
        count = remove_second_factors(user)
        self.stdout.write(f"{user} had {count} second factors, recovery codes included; now none.")
