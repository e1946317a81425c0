"""Whose screen this is, for the script that sends nothing in somebody else's name."""

from django import template

from editorial.accounts.keeping import accounts_of

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_account(context):
    user = getattr(context.get("request"), "user", None)
    return accounts_of(user)[0] if user and user.is_authenticated else ""
