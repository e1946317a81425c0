"""`manage.py signing_rule`: whether signatures are made with a passkey, or a log-in is enough. Run as the owner."""

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from ...record.refusals import refusal_in
from ...record.signers.authority import AuthorityEvent, AuthorityEventKind, SigningRule


class Command(BaseCommand):
    help = (
        "Say or change what a signature is made with. The record keeps each change, and readers are told when a "
        "password is enough. Set SIGNING to the same."
    )

    def add_arguments(self, parser):
        parser.add_argument("rule", nargs="?", choices=SigningRule.values)
        parser.add_argument("--reason", default="As whoever runs the site decided.")

    def handle(self, rule, reason, **options):
        if rule and rule != SigningRule.standing():
            try:
                with transaction.atomic():
                    AuthorityEvent.objects.found(
                        AuthorityEventKind.SIGNING_RULE_SET, details={"rule": rule}, reason=reason
                    )
            except IntegrityError as error:
                raise CommandError(str(refusal_in(error))) from error
        self.stdout.write(f"{SigningRule.standing().label}.")
