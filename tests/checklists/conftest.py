"""Browsers of those who work with tasks, signed in."""

import pytest
from django.test import Client

from tests.cast import Cast


@pytest.fixture
def leader_client(cast: Cast, client: Client) -> Client:
    """The browser of Slagelse's projektleder."""
    client.force_login(cast.leader)
    return client


@pytest.fixture
def neighbour_client(cast: Cast, client: Client) -> Client:
    """The browser of Vesthimmerland's projektleder, where no other role is held."""
    client.force_login(cast.neighbour)
    return client


@pytest.fixture
def it_client(cast: Cast, client: Client) -> Client:
    """The browser of the it-medarbejder, who has G31."""
    client.force_login(cast.it)
    return client
