"""Browsers of those who man a project, signed in."""

import pytest
from django.test import Client

from tests.cast import Cast


@pytest.fixture
def leader(cast: Cast, client: Client) -> Client:
    """The projektleder's browser."""
    client.force_login(cast.leader)
    return client
