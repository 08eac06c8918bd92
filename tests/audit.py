"""The audit of dependencies that needs nothing but this machine; part of `make test` and so of CI.

python -m tests.audit      1 when a pin has no hash, stands below a known fix, or is not what is installed; when a
                           package is here that no pin names; when what is shipped has a licence not on the list

What it cannot do: ask an advisory service. `pip-audit` and `npm audit` need one; where none answers `pip-audit` leaves
every package out and still says that nothing was found, so it is no step of CI. docs/operations says when to run it.
"""

import re
import sys
import tomllib
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.M)
#: Licences under which what Naru ships may be passed on with it.
FREE = re.compile(r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Zlib|0BSD|CC0", re.I)
#: Stated wrongly or twice by the package itself; looked up by hand.
LOOKED_UP = {"qrcode": "BSD (its second classifier names the QR trademark)"}
#: Not pinned because the environment brings them.
OWN = {"naru-district", "pip"}


def pins(text: str) -> dict[str, tuple[str, int]]:
    """Name: version and number of hashes, of every pin in a requirements file."""
    found = {}
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
    for block in blocks:
        match = PIN.match(block)
        if match:
            found[canonicalize_name(match[1])] = (match[2], block.count("--hash=sha256:"))
    return found


def without_hash(known: dict[str, tuple[str, int]]) -> list[str]:
    return [f"{name} {version} has no hash" for name, (version, hashes) in known.items() if not hashes]


def weak(known: dict[str, tuple[str, int]], advisories: list[dict[str, str]]) -> list[str]:
    """Pins below a known fix."""
    return [
        f"{each['package']} {known[each['package']][0]} is below {each['below']}: {each['id']}, {each['what']}"
        for each in advisories
        if each["package"] in known and Version(known[each["package"]][0]) < Version(each["below"])
    ]


def strange(known: dict[str, tuple[str, int]], here: dict[str, str]) -> list[str]:
    """What is installed and not pinned, or pinned otherwise."""
    found = [f"{name} {version} is here and no pin names it" for name, version in here.items() if name not in known]
    return found + [
        f"{name} {here[name]} is here, {version} is pinned"
        for name, (version, _hashes) in known.items()
        if name in here and Version(here[name]) != Version(version)
    ]


def licence_of(one: Distribution) -> str:
    classifiers = [each for each in one.metadata.get_all("Classifier") or [] if each.startswith("License")]
    return one.metadata.get("License-Expression") or " / ".join(classifiers) or one.metadata.get("License") or ""


def unfree(shipped: dict[str, str]) -> list[str]:
    """Shipped packages whose licence is missing or not on the list; each part of a choice must be."""
    found = []
    for name, licence in shipped.items():
        parts = [each for each in re.split(r" / | AND | OR ", licence) if each.strip()]
        if name not in LOOKED_UP and not (parts and all(FREE.search(each) for each in parts)):
            found.append(f"{name}: {licence or 'no licence stated'}")
    return found


def main() -> int:
    core = pins((ROOT / "requirements" / "core.txt").read_text())
    every = pins((ROOT / "requirements" / "test.txt").read_text())
    listed = tomllib.loads((ROOT / "requirements" / "advisories.toml").read_text())
    installed = {canonicalize_name(each.name): each for each in distributions()}
    here = {name: each.version for name, each in installed.items() if name not in OWN}
    shipped = {name: licence_of(installed[name]) for name in core if name in installed}
    faults = [
        *without_hash(core | every),
        *weak(core | every, listed["advisory"]),
        *strange(every, here),
        *unfree(shipped),
    ]
    for fault in faults:
        print(fault, file=sys.stderr)
    print(
        f"audit: {len(every)} pins with hashes, {len(listed['advisory'])} advisories known by {listed['as_of']} "
        f"(a list by hand, no feed), {len(shipped)} licences: {len(faults)} faults"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
