"""A few rounds of the soak in every run of the suite, on this run's database; `make soak` does many."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.base.test_worker import surroundings

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_or_doubled_in_five_rounds_of_kill(tmp_path):
    kept = {**surroundings(), "NARU_STATE": str(tmp_path), "DJANGO_SETTINGS_MODULE": "naru.config.settings"}
    if connection.vendor == "sqlite":
        kept["DATABASE_URL"] = f"sqlite:///{tmp_path / 'naru.sqlite3'}"
    command = [sys.executable, "-m", "tests.soak.rounds", "5", str(os.getpid())]
    done = subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 rounds" in done.stdout
