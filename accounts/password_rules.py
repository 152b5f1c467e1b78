"""Django's rules for passwords, said plainly."""

from django.contrib.auth.password_validation import UserAttributeSimilarityValidator


class NotLikeOneself(UserAttributeSimilarityValidator):
    """Refuses a password that is nearly the person's name or e-mail."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("name", "email"))

    def get_error_message(self) -> str:
        """In words that name no field."""
        return "Adgangskoden ligner dit navn eller din e-mail for meget. Vælg en anden."
