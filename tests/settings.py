"""Settings of the tests: the product's own, with quick passwords and work done inline."""

import os
import tempfile
from pathlib import Path

from naru.config.settings import *  # noqa: F403
from naru.config.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
JOBS_INLINE = True
ACCOUNT_RATE_LIMITS = False

#: Keys of the encrypted fields, for every process of the tests alike.
os.environ.setdefault("NARU_FIELD_KEYS", "bmFydS10ZXN0LWtleS1uYXJ1LXRlc3Qta2V5LW5hcnU=")
os.environ.setdefault("NARU_INDEX_KEY", "index-key-of-the-tests")

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that threads compete for it as they do in use; its own for each process.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(tempfile.gettempdir()) / f"naru-test-{os.getpid()}.sqlite3")}
