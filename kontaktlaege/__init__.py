"""Wiring only: settings, addresses, Celery, system checks, the demo."""

from kontaktlaege.celery import app as celery_app

__all__ = ["celery_app"]
