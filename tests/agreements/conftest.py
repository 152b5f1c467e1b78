"""Browsers of those who work with agreements, signed in."""

import pytest
from django.test import Client

from tests.agreements.walk import jurist
from tests.cast import Cast


@pytest.fixture
def leader_client(cast: Cast, client: Client) -> Client:
    """The browser of Slagelse's projektleder."""
    client.force_login(cast.leader)
    return client


@pytest.fixture
def jurist_client(cast: Cast) -> Client:
    """The jurist's."""
    client = Client()
    client.force_login(jurist(cast))
    return client
