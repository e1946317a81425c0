"""People who log in to the workshop. Readers have no account."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .signals import account_changed


class UserManager(BaseUserManager):
    """Creates users who are known by their e-mail address."""

    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractUser):
    """A member of the desk, who logs in by e-mail; upper and lower case make no difference."""

    username = None
    email = models.EmailField(_("e-mail address"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    objects = UserManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_whatever_case",
                violation_error_message=_("Somebody has an account with this address already."),
            )
        ]

    def __str__(self):
        return self.get_full_name()

    def get_full_name(self):
        """Or the address of somebody whose name nobody wrote down: no sentence about them has a gap."""
        return super().get_full_name() or self.email

    @cached_property
    def names_of_groups(self):
        """Remembered, as Django remembers permissions; with whoever looks at a screen they come along."""
        return list(self.groups.values_list("name", flat=True))

    @classmethod
    def from_db(cls, db, field_names, values):
        user = super().from_db(db, field_names, values)
        user.former_address = user.__dict__.get("email", "")
        return user

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Addresses are kept in lower case, in which log-ins look them up.

        Whoever's account it is hears of a new password or address, whoever changed it on whatever screen. A password
        that is only hashed anew, as at a log-in, is not a new one: Django then forgets what was typed before it saves.
        """
        self.email = self.email.lower()
        is_new, has_new_password = self._state.adding, self._password is not None
        former = self.__dict__.get("former_address", "")
        super().save(*args, **kwargs)
        self.former_address = self.email
        if has_new_password and not is_new:
            account_changed.send(User, user=self, change="password_changed", former_address="")
        if former and former != self.email and "email" in (kwargs.get("update_fields") or ["email"]):
            account_changed.send(User, user=self, change="address_changed", former_address=former)
