"""People's accounts, and how they log in."""

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from editorial.review.signing.permissions import EDITORS, REVIEWERS, TRIAGERS, WRITERS

PASSWORD = "correct horse battery staple"

GROUPS = {"writer": WRITERS, "reviewer": REVIEWERS, "editor": EDITORS, "triager": TRIAGERS}


class UserFactory(factory.django.DjangoModelFactory):
    """A member of the desk; `writer=True`, `reviewer=True`, `editor=True` or `triager=True` puts them in that group.

    So does `group` with a group's name.
    """

    class Meta:
        model = get_user_model()

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    first_name = "Pat"
    last_name = factory.Sequence(lambda n: f"Person{n}")
    password = factory.django.Password(PASSWORD)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        names = [
            kwargs.pop("group", None),
            *(GROUPS[word] for word in list(kwargs) if word in GROUPS and kwargs.pop(word)),
        ]
        user = super()._create(model_class, *args, **kwargs)
        user.groups.add(*Group.objects.filter(name__in=names))
        return user


def logged_in(client, user):
    """The client, after its user has logged in through the form: their authentication is a moment old."""
    answer = client.post("/admin/login/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302, "The log-in was refused."
    return client
