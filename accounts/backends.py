"""Who is let in: those with access today, asked anew at every request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from accounts.access import has_access
from accounts.models import User
from audit import clock


class AccessBackend(AuthenticationBackend):
    """allauth's sign-in by e-mail. A session goes on only while its person has access."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """The person whose address and password these are.

        An address somebody has only asked to change to lets nobody in: that would tell whether it is in use elsewhere.
        """
        user = super().authenticate(request, **credentials)
        email = str(credentials.get("email") or "")
        return user if isinstance(user, User) and user.email.lower() == email.lower() else None

    def get_user(self, user_id: int) -> User | None:
        """The session's person, or None once the last membership or national role is over. One query."""
        return User.objects.with_access(on=clock.today()).filter(pk=user_id).first()

    def user_can_authenticate(self, user: AbstractBaseUser) -> bool:
        """True while the person has access."""
        return isinstance(user, User) and has_access(user, on=clock.today())
