"""`manage.py add_signing_key MAIL`: the first editors' keys, which nobody can have confirmed. As the owner."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from articles.record.refusals import refusal_in
from articles.record.signers.authority import AuthorityEventKind

from ...authority.appointing import found_key
from ...authority.proposals import AuthorityProposal


class Command(BaseCommand):
    help = (
        "Put the passkey in the record that somebody asked for as their signing key, without an editor's agreement. "
        "Only the owner of the database can. Compare the fingerprint with its owner. The person gets a letter."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", help="Of whoever asked for the key on the screen “Signing keys”.")
        parser.add_argument("--reason", default="The first editors' keys are confirmed by whoever runs the site.")

    def handle(self, email, reason, **options):
        user = get_user_model().objects.filter(email__iexact=email).first()
        asked = AuthorityProposal.objects.undecided().filter(kind=AuthorityEventKind.KEY_ADDED, user=user)
        if user is None or not asked:
            raise CommandError("There is no such account." if user is None else "Nobody asked for a key of theirs.")
        try:
            with transaction.atomic():
                keys = [found_key(proposal, reason=reason) for proposal in asked]
        except IntegrityError as error:
            raise CommandError(str(refusal_in(error))) from error
        for key in keys:
            self.stdout.write(f"{user.get_full_name()} signs with {key.fingerprint} now.")
