"""Background work on people: thin, and safe to run twice."""

from celery import shared_task

from accounts.mail import write_password_link
from accounts.models import User


@shared_task(autoretry_for=(OSError,), retry_backoff=30, max_retries=5)
def send_password_link(user_id: int, occasion: str) -> None:
    """Send the link with which a person chooses a password. `occasion`: "forgotten" or "welcome"."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user:
        write_password_link(user=user, occasion=occasion).send()
