"""`naru case`: a framework as a CASE package, in and out."""

import json
import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils import timezone

from naru.base.district import queries as districts
from naru.document.exchange import case
from naru.domain.competency import actions, queries


def read(file: Path, *, district: str, code: str, is_check: bool) -> int:
    """Brings a package in, or only says what is in it.

    0 when brought in or without faults, 1 when it has faults (all named, nothing written), 2 when there is no such file,
    district or code.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        print(f"{file}: 읽을 수 없습니다({error.strerror}).", file=sys.stderr)
        return 2
    try:
        found = case.read(content)
    except case.Faulty as error:
        for fault in error.faults:
            print(f"{file.name}:{fault.line}: {fault.path}: {fault.sentence}", file=sys.stderr)
        print(f"고칠 곳 {len(error.faults)}곳. 아무것도 쓰지 않았습니다.", file=sys.stderr)
        return 1
    for each in found.departures:
        print(f"{file.name}:{each.line}: 표준과 다른 곳(그대로 둠): {each.path}: {each.sentence} ({each.times:,}번)")
    if is_check:
        print(f"{found.title}: 능력단위 {len(found.units):,}개. 고칠 곳이 없습니다. 아무것도 쓰지 않았습니다.")
        return 0
    here = districts.by_code(district)
    if here is None or not _is_code(code):
        print(
            "어느 지구(--district)에 어떤 코드(--code, 영문·숫자·-, 40자까지)로 가져올지 적어 주십시오.",
            file=sys.stderr,
        )
        return 2
    actions.import_package(district=here, code=code, units=found.units, package=found.whole, by=None)
    print(f"{found.title}: 능력단위 {len(found.units):,}개를 제안으로 가져왔습니다.")
    return 0


def write(file: Path, code: str) -> int:
    """0 when written, 2 when there is no such framework or the file cannot be written."""
    framework = queries.framework_coded(code)
    if framework is None:
        print(f"이런 코드의 능력 표준이 없습니다: {code}", file=sys.stderr)
        return 2
    made = case.package_of(framework, queries.whole(framework), timezone.now())
    try:
        file.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        print(f"{file}: 쓸 수 없습니다({error.strerror}).", file=sys.stderr)
        return 2
    print(
        f"{framework.name}: 항목 {len(made.get('CFItems', [])):,}개, 관계 {len(made.get('CFAssociations', [])):,}개를 썼습니다."
    )
    return 0


def _is_code(code: str) -> bool:
    try:
        validate_slug(code)
    except ValidationError:
        return False
    return len(code) <= 40
