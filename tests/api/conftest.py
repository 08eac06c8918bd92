import pytest
from django.test import Client

from tests.api import rows


@pytest.fixture(autouse=True)
def only_the_api(settings):
    settings.ROOT_URLCONF = "tests.api.urls"


@pytest.fixture
def world(db):
    return rows.World()


@pytest.fixture
def as_user():
    """A client signed in as a user."""

    def signed_in(user):
        client = Client()
        client.force_login(user)
        return client

    return signed_in
