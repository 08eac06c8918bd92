"""The tutorial is walked: its commands run, and what it says comes out does."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"```sh\n(.*?)```\n(?:```text\n(.*?)```)?", re.S)


@pytest.mark.slow
def test_tutorial_can_be_walked(tmp_path):
    surroundings = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    surroundings |= {"NARU_STATE": str(tmp_path / "state"), "DJANGO_SETTINGS_MODULE": "naru.config.settings"}
    blocks = BLOCK.findall((ROOT / "docs" / "tutorial.md").read_text())
    assert len(blocks) >= 5
    for commands, expected in blocks:
        output = ""
        for line in commands.strip().splitlines():
            is_refusal = line.startswith("! ")
            command = line.removeprefix("! ").replace("$NARU_STATE", str(tmp_path / "state"))
            assert command.startswith("naru "), command
            done = subprocess.run(
                [sys.executable, "-m", "naru.cli.main", *command.split()[1:]],
                cwd=tmp_path,
                env={**surroundings, "PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
            )
            assert (done.returncode != 0) == is_refusal, done.stdout + done.stderr
            output += done.stdout + done.stderr
        for line in expected.strip().splitlines():
            assert line.strip() in output, f"{line!r} did not come out of {commands!r}: {output}"


def test_reference_says_what_the_code_says():
    from naru.cli import reference

    written = (ROOT / "docs" / "reference.md").read_text()
    assert written == reference.text(), "run: python -m naru.cli.reference docs/reference.md"


def test_documents_name_only_files_that_are_here():
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} names {target}"
