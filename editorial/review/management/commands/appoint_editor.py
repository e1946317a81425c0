"""`manage.py appoint_editor MAIL PERSON`: the first editors of a site, whom nobody can have confirmed. As the owner."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from articles.pages import PersonPage
from articles.record.refusals import refusal_in

from ...authority.appointing import appoint_editor


class Command(BaseCommand):
    help = (
        "Appoint somebody as an editor without anybody's agreement: say whose account it is, and give an editorial "
        "credential. Only the owner of the database can. The record says so, and the person gets a letter."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", help="Of the account, which is there already.")
        parser.add_argument(
            "person", type=int, help="The number of the person's page, as its address in the admin says."
        )
        parser.add_argument("--register", required=True, help="Who appoints them, such as the name of the publisher.")
        parser.add_argument("--reason", default="The site's first editors are appointed by whoever runs it.")

    def handle(self, email, person, register, reason, **options):
        user = get_user_model().objects.filter(email__iexact=email).first()
        page = PersonPage.objects.filter(pk=person).first()
        if user is None or page is None:
            raise CommandError("There is no such account." if user is None else "There is no such page of a person.")
        try:
            with transaction.atomic():
                appoint_editor(page, user, register=register, reason=reason)
        except IntegrityError as error:
            raise CommandError(str(refusal_in(error))) from error
        self.stdout.write(
            f"{page.title} is an appointed editor, by {user.email}. Appoint three: two decide about the third."
        )
