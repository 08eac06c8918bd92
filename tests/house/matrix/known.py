"""Who asks, loaded once: a request of the matrix takes a copy of its user instead of reading the user's row, roles and
districts anew.

Everything a request does is undone, so that the rows are the same before each. How a user is found from a session, and
that a membership's end is felt at once, is asked elsewhere (tests/web/test_sessions.py, tests/base/test_access.py).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.contrib import auth
from django.db.models import Model
from django.db.models.base import ModelState
from django.http import HttpRequest
from django.template import Template
from django.test import override_settings

from naru.base.accounts import access
from tests.house.matrix import sessions
from tests.house.matrix.addresses import undone


def copied(row: Any) -> Any:
    """The row as if it had just been read."""
    found: Model = type(row).__new__(type(row))
    found.__dict__.update(row.__dict__)
    found._state = state_of(row)
    return found


def state_of(row: Model) -> ModelState:
    """Of a row that stands in its table and knows no other row yet."""
    found = ModelState()
    found.adding, found.db = False, row._state.db
    return found


def reader() -> Callable[[HttpRequest], Any]:
    """In the place of `django.contrib.auth.get_user`, which reads each person once."""
    first_read, kept = auth.get_user, {}

    def get_user(request: HttpRequest) -> Any:
        number = request.session.get(auth.SESSION_KEY)
        if number is None:
            return first_read(request)
        if number not in kept:
            found = first_read(request)
            if not found.is_authenticated:
                return found
            access.standings(found)
            kept[number] = found
        user = copied(kept[number])
        if hasattr(user, "_districts"):
            user._districts = {pk: copied(each) for pk, each in user._districts.items()}
        return user

    return get_user


@contextmanager
def standing(blocker: Any) -> Iterator[None]:
    """A transaction that is never committed, for a world that many tests share, and what makes asking in it cheap."""
    with (
        blocker.unblock(),
        override_settings(SESSION_ENGINE=sessions.__name__),
        undone(),
        patch.object(auth, "get_user", reader()),
        # Django's own for tests copies what each template was given, for tests that ask for it.
        patch.object(Template, "_render", lambda self, context: self.nodelist.render(context)),
    ):
        yield
