"""What a worker makes of the outbox."""

from django.core import mail

from editorial.letters.outbox.sending import send_letters


def delivered():
    """The letters that leave now, and the earlier ones before them."""
    send_letters()
    return mail.outbox
