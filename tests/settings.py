"""Settings of the tests: the product's own, with quick passwords and work done inline."""

import os

from naru.config.settings import *  # noqa: F403
from naru.config.settings import CACHES, DATABASES

STATIC_ROOT = None
#: Files of the face are looked up when asked for: listing them takes as long as a page, for every client of a test.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
JOBS_INLINE = True
ACCOUNT_RATE_LIMITS = False
API_RATE = "1000000/m"
#: Most tests are about something else than signing in; tests/web/test_second_factor.py switches it on.
SECOND_FACTOR_REQUIRED = False
CACHES |= {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "limits"},
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "calls"},
}

# Numbers of events come again when a test is undone: nothing is kept but where a test asks for it.
CACHES["figures"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
# A test's database need not outlive the machine's power.
OPTIONS: dict[str, object] = DATABASES["default"].setdefault("OPTIONS", {})  # type: ignore[assignment]
#: Keys of the encrypted fields, for every process of the tests alike.
os.environ.setdefault("NARU_FIELD_KEYS", "bmFydS10ZXN0LWtleS1uYXJ1LXRlc3Qta2V5LW5hcnU=")
os.environ.setdefault("NARU_INDEX_KEY", "index-key-of-the-tests")

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    OPTIONS["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    OPTIONS["options"] = f"{OPTIONS.get('options', '')} -c synchronous_commit=off"
