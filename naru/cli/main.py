"""`naru`: what an operator does from a terminal."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from naru.cli import guard


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(prog="naru", description="나루: 직업교육 혁신지구를 운영하는 소프트웨어")
    verbs = found.add_subparsers(dest="verb", required=True, metavar="명령")

    each = verbs.add_parser("demo", help="포항 예시 지구를 준비하고 서버를 켠다")
    each.add_argument("--port", type=int, default=8000)
    each.add_argument("--prepare-only", action="store_true", help="서버는 켜지 않는다")

    each = verbs.add_parser("serve", help="서버를 켠다(gunicorn)")
    each.add_argument("--bind", default="127.0.0.1:8000")
    each.add_argument("--workers", type=int, default=2)

    each = verbs.add_parser("worker", help="긴 작업을 맡는 일꾼을 켠다")
    each.add_argument("--processes", type=int, default=1)

    verbs.add_parser("migrate", help="데이터베이스를 이 판에 맞춘다")
    verbs.add_parser("check", help="이 설치가 온전한지 살핀다")

    each = verbs.add_parser("template", help="빈 통합문서를 쓴다")
    each.add_argument("out", type=Path)

    each = verbs.add_parser("load", help="통합문서나 CSV를 올린다")
    each.add_argument("file", type=Path)
    each.add_argument("--check", action="store_true", help="확인만 하고 아무것도 쓰지 않는다")
    each.add_argument("--district", default="", help="지구 코드(CSV와 일부 시트에 필요)")
    each.add_argument("--sheet", default="", help="이 시트만 올린다(시트 이름)")
    each.add_argument("--marked", type=Path, help="고칠 곳을 표시한 사본을 쓸 곳")
    each.add_argument("--json", action="store_true")

    each = verbs.add_parser("ncs", help="국가직무능력표준이나 코드 표를 공표된 그대로 올린다(XLSX, CSV, JSON)")
    each.add_argument("file", type=Path)
    each.add_argument("--check", action="store_true", help="무엇이 바뀔지만 보이고 아무것도 쓰지 않는다")
    each.add_argument(
        "--as",
        dest="kind",
        choices=["ncs", "keco", "ksco", "ksic", "licence"],
        default="ncs",
        help="무엇의 표인지(보통 ncs)",
    )
    each.add_argument("--json", action="store_true")
    each = verbs.add_parser("subjects", help="국가 교육과정의 과목과 영역을 올린다(CSV, XLSX)")
    each.add_argument("file", type=Path, help="track, subject, code_prefix, domain, standards")
    each.add_argument("--district", required=True, help="올린 기록을 남길 지구 코드(자료는 모든 지구가 함께 본다)")
    each.add_argument("--revision", default="2022", help="교육과정 개정(연도)")
    each.add_argument("--source", default="", help="출처")

    each = verbs.add_parser("cycle", help="한 해의 순환을 계산해 보인다")
    each.add_argument("--district", required=True)
    each.add_argument("--year", type=int, required=True)
    each.add_argument("--json", action="store_true")

    each = verbs.add_parser("plan", help="편성 문제를 푼다")
    kinds = each.add_subparsers(dest="kind", required=True, metavar="문제")
    each = kinds.add_parser("periods", help="과목을 학기에 고르게 나누고 최적임을 증명한다")
    each.add_argument("file", type=Path, help="과목, 학점, 선수 과목을 적은 JSON")
    each.add_argument("--out", type=Path, required=True, help="편성을 쓸 JSON")
    each.add_argument("--seed", type=int, default=0)
    each.add_argument("--effort", type=float, default=60.0, help="들일 노력(시계가 아니라 계산량으로 잰다)")
    each = verbs.add_parser("match", help="학생과 채용공고를 파일로 배정한다(데이터베이스 없이)")
    each.add_argument("--learners", type=Path, required=True, help="learner[,group]")
    each.add_argument("--openings", type=Path, required=True, help="opening,capacity[,reserve_group,reserve_seats]")
    each.add_argument("--choices", type=Path, required=True, help="learner,opening,rank")
    each.add_argument("--priorities", type=Path, required=True, help="opening,learner,rank")
    each.add_argument("--stable", choices=["student", "firm", "largest", "welfare"], default="student")
    each.add_argument("--seed", type=_seed, default=0, help="추첨의 씨앗: 0 이상의 정수")
    each.add_argument(
        "--ties", choices=["lottery", "listed"], default="lottery", help="동점: 추첨 또는 학생 파일의 차례"
    )
    each.add_argument("--effort", type=float, default=10.0, help="largest: 증명에 들일 계산량(초쯤), 0이면 근사만")
    each.add_argument("--out", type=Path, required=True, help="learner,opening")
    each.add_argument("--report", type=Path, help="요약과 걸린 시간(JSON)")
    each.add_argument("--reasons", type=Path, help="닿지 못한 지망마다 까닭(CSV)")
    each.add_argument("--seats", type=Path, help="채용공고마다 남은 자리와 까닭(CSV)")
    each = verbs.add_parser("backup", help="설치 전체를 한 파일로 쓴다(쓰는 동안에도 일할 수 있다)")
    each.add_argument("out", type=Path)

    each = verbs.add_parser("restore", help="백업을 빈 설치에 되살리고 같은지 견준다")
    each.add_argument("file", type=Path)

    each = verbs.add_parser("move", help="이 설치를 다른 데이터베이스로 옮기고 같은지 견준다")
    each.add_argument("--to", required=True, metavar="DATABASE_URL")
    each = verbs.add_parser("digest", help="주간 알림 메일을 원하는 사람에게 보낸다")
    each.add_argument("--trial", action="store_true", help="보내지 않고 몇 통인지만 센다")
    each = verbs.add_parser("remind", help="수요조사에 답하지 않은 기업에 때가 되면 메일로 다시 알린다")
    each.add_argument("--trial", action="store_true", help="보내지 않고 몇 통인지만 센다")
    each = verbs.add_parser("labour", help="공표된 업종×시도 고용 통계를 수요 현황판 옆에 올린다(JSON)")
    each.add_argument("file", type=Path)
    each.add_argument("--check", action="store_true", help="무엇이 바뀔지만 보이고 아무것도 쓰지 않는다")
    each = verbs.add_parser("case", help="능력 표준을 CASE 꾸러미(JSON)로 가져오거나 내보낸다")
    each.add_argument("file", type=Path)
    each.add_argument("--check", action="store_true", help="고칠 곳과 표준과 다른 곳만 보이고 아무것도 쓰지 않는다")
    each.add_argument("--district", default="", help="가져올 지구의 코드")
    each.add_argument("--code", default="", help="가져온 표준이 여기서 쓸 코드(영문, 숫자, -)")
    each.add_argument("--export", default="", metavar="CODE", help="이 코드의 표준을 파일로 내보낸다")
    each = verbs.add_parser("link", help="글을 능력단위에 잇는다(데이터베이스 없이)")
    each.add_argument("--units", type=Path, required=True, help="CSV: unit,name[,definition]")
    each.add_argument("--texts", type=Path, required=True, help="CSV: text_id,text")
    each.add_argument("--out", type=Path, required=True, help="CSV: text_id,unit,rank,score,because")
    each.add_argument("--top", type=_positive, default=5, help="글마다 몇 단위까지")
    each.add_argument("--report", type=Path, help="요약을 JSON으로 쓸 곳")
    each.add_argument("--judged", type=Path, help="사람이 판단한 것. CSV: text,unit,answer(예/아니오)")
    each.add_argument("--threshold", type=_share, help="이 확률보다 낮으면 맞는 단위가 없다고 한다(0~1, 보통 0.2)")
    each.add_argument("--bom", action="store_true", help="한국어 Excel이 바로 열도록 BOM을 붙인다")

    each = verbs.add_parser("user", help="계정을 만들고 역할을 준다")
    each.add_argument("email")
    each.add_argument("--name", required=True)
    each.add_argument("--role", required=True)
    each.add_argument("--organisation", default="")
    each.add_argument("--district", default="")

    guard.add(verbs)
    return found


def _seed(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _match(given: argparse.Namespace) -> int:
    """Runs without Django: files in, files out."""
    from naru.cli import match

    names = ("learners", "openings", "choices", "priorities", "out", "report", "reasons", "seats")
    asked = (*names, "stable", "seed", "ties", "effort")
    return match.run(match.Request(**{name: getattr(given, name) for name in asked}))


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"1 이상이어야 합니다 (at least 1): {text}")
    return value


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"0에서 1까지입니다 (from 0 to 1): {text}")
    return value


def main(arguments: Sequence[str] | None = None) -> int:
    given = parser().parse_args(arguments)
    if given.verb == "plan":  # needs no database: half a second sooner without Django
        from naru.cli import plan

        return plan.run(given.file, given.out, seed=given.seed, effort=given.effort)
    if given.verb == "match":
        return _match(given)
    if given.verb == "link":
        from naru.cli import link

        return link.run(
            given.units,
            given.texts,
            given.out,
            top=given.top,
            report=given.report,
            judged=given.judged,
            is_bom=given.bom,
            threshold=given.threshold,
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naru.config.settings")
    try:
        _set_up()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    from django.db.utils import OperationalError, ProgrammingError

    from naru.base.rulebook.errors import NaruError

    try:
        return _with_django(given)
    except NaruError as error:
        print(error.sentence, file=sys.stderr)
        return 1
    except (OperationalError, ProgrammingError) as fault:
        print(f"데이터베이스가 준비되지 않았습니다. 먼저 naru migrate를 하십시오. ({fault})", file=sys.stderr)
        return 1


def _set_up() -> None:
    """Django's start. All that it loads stays: searching it meanwhile for what nobody holds is a fifth of the time."""
    import django
    from django.apps import apps

    if apps.ready:
        return
    gc.disable()
    try:
        django.setup()
    finally:
        gc.enable()
    gc.freeze()


def _with_django(given: argparse.Namespace) -> int:
    """Each verb loads what it needs and no more: half of a start is loading."""
    if given.verb in ("template", "load", "ncs"):
        return _exchange(given)
    if given.verb in ("backup", "restore", "move"):
        from naru.cli.backup import verbs as backups

        if given.verb == "backup":
            return backups.backup(given.out)
        return backups.restore(given.file) if given.verb == "restore" else backups.move(given.to)
    if given.verb == "cycle":
        from naru.cli import cycle

        return cycle.run(given.district, given.year, given.json)
    if given.verb == "digest":
        from naru.cli import digest

        return digest.run(given.trial)
    if given.verb == "remind":
        from naru.cli import remind

        return remind.run(given.trial)
    if given.verb == "labour":
        from naru.cli import labour

        return labour.run(given.file, is_check=given.check)
    if given.verb == "case":
        from naru.cli import case

        if given.export:
            return case.write(given.file, given.export)
        return case.read(given.file, district=given.district, code=given.code, is_check=given.check)
    if given.verb in guard.VERBS:
        return guard.run(given)
    if given.verb == "subjects":
        from naru.cli import subjects

        return subjects.run(given.file, district=given.district, revision=given.revision, source=given.source)
    from naru.cli import running

    if given.verb == "demo":
        return running.demo(given.port, prepare_only=given.prepare_only)
    if given.verb == "serve":
        return running.serve(given.bind, given.workers)
    if given.verb == "worker":
        return running.worker(given.processes)
    if given.verb == "migrate":
        return running.migrate()
    if given.verb == "user":
        return running.user(given.email, given.name, given.role, given.organisation, given.district)
    return running.check()


def _exchange(given: argparse.Namespace) -> int:
    from naru.cli import exchange

    if given.verb == "template":
        return exchange.template(given.out)
    if given.verb == "load":
        return exchange.load(
            given.file,
            is_check=given.check,
            district=given.district,
            only=given.sheet,
            marked=given.marked,
            as_json=given.json,
        )
    return exchange.standards(given.file, kind=given.kind, is_check=given.check, as_json=given.json)


if __name__ == "__main__":
    raise SystemExit(main())
