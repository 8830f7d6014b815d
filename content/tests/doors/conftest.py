from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from content.services.bundles import bundle_load, bundle_read
from content.services.releases import release_publish
from gameproject.admin.groups import GAME_MASTERS, staff_groups_create
from gameproject.testing import STARTER


@pytest.fixture
def draft(db: None) -> None:
    """The starter world, live and in the draft: nothing waits."""
    bundle_load(rows=bundle_read(STARTER), actor="test")
    release_publish(by=None)


@pytest.fixture
def master(draft: None) -> Client:
    """A game master at the admin."""
    staff_groups_create()
    user = User.objects.create_user("master", is_staff=True)
    user.groups.add(Group.objects.get(name=GAME_MASTERS))
    client = Client()
    client.force_login(user)
    return client
