"""`manage.py close_account EMAIL`: for somebody who leaves."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from ...authority.leaving import close_account


class Command(BaseCommand):
    help = "Close the account of somebody who leaves: address, password, passkeys, groups and settings go for good."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--forget-name", action="store_true", help="Also of whom it was, unless readers know.")

    def handle(self, email, forget_name, **options):
        user = get_user_model().objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"There is no account with the address {email}.")
        try:
            held = close_account(user, forget_name=forget_name)
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        self.stdout.write("Closed. Their texts, and what they signed, stay.")
        for credential in held:
            self.stdout.write(f"Two editors still have to revoke, under “Who may sign”: {credential}.")
