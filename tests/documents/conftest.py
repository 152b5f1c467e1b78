"""Browsers of the cast, and what every test of documents stands on."""

import pytest
from django.test import Client

from tests.cast import Cast


def browser_of(user: object) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(user)  # type: ignore[arg-type] # a user of ours
    return client


@pytest.fixture
def leader(cast: Cast) -> Client:
    """The projektleder's browser."""
    return browser_of(cast.leader)


@pytest.fixture
def programme(cast: Cast) -> Client:
    """The programleder's browser."""
    return browser_of(cast.programme_manager)
