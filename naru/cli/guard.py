"""`naru audit`, `keys`, `retention`: keeping watch over what is kept."""

import argparse
import json
import sys
from typing import Any

VERBS = ("audit", "keys", "retention")
SENTENCES = {
    "altered": "내용이 기록된 뒤에 바뀌었습니다",
    "broken": "앞 기록과 이어지지 않습니다(끼워 넣거나 다시 쓴 기록)",
    "missing": "이 순번의 기록이 없습니다",
    "cut": "마지막 기록들이 없습니다",
    "unlinked": "사슬에 들지 않은 기록입니다",
    "erased": "파기 기록 없이 개인정보가 지워졌습니다",
    "seal": "따로 적어 둔 봉인과 다릅니다",
}
CHAIN_WORDS = {"events": "감사 기록", "looks": "접속기록"}


def add(verbs: Any) -> None:
    """The verbs of this file."""
    audit = verbs.add_parser("audit", help="감사 기록을 확인한다").add_subparsers(dest="part", required=True)
    each = audit.add_parser("verify", help="감사 기록과 접속기록의 해시 사슬을 처음부터 다시 계산한다")
    each.add_argument("--seal", default="", help="따로 적어 둔 봉인(events:순번:해시 또는 looks:순번:해시)")
    each.add_argument("--json", action="store_true")

    keys = verbs.add_parser("keys", help="암호화한 칸의 열쇠를 돌린다").add_subparsers(dest="part", required=True)
    keys.add_parser("rotate", help="새 열쇠를 만들어 모든 칸을 다시 암호화한다")
    keys.add_parser("retire", help="쓰이지 않는 옛 열쇠를 버린다")

    each = verbs.add_parser("retention", help="보유 기간이 지난 자료를 보인다(파기는 화면에서 사람이 확인한다)")
    each.add_argument("--json", action="store_true")


def run(given: argparse.Namespace) -> int:
    if given.verb == "retention":
        return due_list(given.json)
    if given.verb == "keys":
        return rotate_keys() if given.part == "rotate" else retire_keys()
    return verify(given.seal, given.json)


def verify(seal: str, as_json: bool) -> int:
    """0 when both chains hold; 1 and the first altered or missing row when one does not; 2 for a seal nobody wrote."""
    from naru.base.audit import chain

    noted: dict[str, tuple[int, str]] = {}
    if seal:
        name, _first, rest = seal.partition(":")
        number, _second, digest = rest.partition(":")
        if name not in chain.CHAINS or not number.isdigit() or len(digest) != 64:
            print("봉인은 events:12:(해시 64자)처럼 적습니다.", file=sys.stderr)
            return 2
        noted[name] = (int(number), digest)
    verdicts = [chain.verify(name, seal=noted.get(name)) for name in chain.CHAINS]
    if as_json:
        shown = [
            {
                "chain": each.chain,
                "rows": each.rows,
                "seal": f"{each.chain}:{each.sequence}:{each.digest}",
                "fault": vars(each.fault) if each.fault else None,
            }
            for each in verdicts
        ]
        print(json.dumps({"chains": shown}, ensure_ascii=False))
    else:
        for each in verdicts:
            _tell(each)
    return 1 if any(each.fault for each in verdicts) else 0


def _tell(verdict: Any) -> None:
    name = CHAIN_WORDS[verdict.chain]
    if verdict.fault is None:
        print(f"온전함  {name} {verdict.rows:,}건  봉인 {verdict.chain}:{verdict.sequence}:{verdict.digest or '-'}")
        return
    fault = verdict.fault
    row = f", 행 {fault.row}" if fault.row is not None else ""
    print(f"고장    {name} 순번 {fault.sequence}{row}: {SENTENCES[fault.code]} (그 앞 {verdict.rows:,}건은 온전함)")


def rotate_keys() -> int:
    """Makes a new key, encrypts every encrypted field with it again; old keys stay until `naru keys retire`."""
    from cryptography.fernet import Fernet

    from naru.base.privacy import encrypted, keys

    if keys.is_in_environment():
        print(
            "열쇠가 환경 변수에 있습니다: NARU_FIELD_KEYS의 맨 앞에 새 열쇠를 넣은 뒤 다시 하십시오.", file=sys.stderr
        )
        if not encrypted.left_with_old_keys():
            return 2
    else:
        now = keys.current()
        keys.write(keys.Keys((Fernet.generate_key().decode(), *now.fernet), now.index))
    for model, field in encrypted.columns():
        done = encrypted.encrypt_again(model, field)
        print(f"{model._meta.label}.{field}: {done:,}칸을 새 열쇠로 바꾸었습니다")
    print("돌고 있는 서버가 모두 새 열쇠를 쓴 뒤 naru keys retire로 옛 열쇠를 버리십시오.")
    return 0


def retire_keys() -> int:
    """Drops the old keys when nothing needs them any more; 1 when something still does."""
    from naru.base.privacy import encrypted, keys

    left = encrypted.left_with_old_keys()
    if left:
        print(f"옛 열쇠로만 열리는 칸이 {left:,}개 있습니다. naru keys rotate를 다시 하십시오.", file=sys.stderr)
        return 1
    if keys.is_in_environment():
        print("NARU_FIELD_KEYS에서 맨 앞의 열쇠만 남기셔도 됩니다.")
        return 0
    now = keys.current()
    keys.write(keys.Keys(now.fernet[:1], now.index))
    print(f"옛 열쇠 {len(now.fernet) - 1}개를 버렸습니다.")
    return 0


def due_list(as_json: bool) -> int:
    """What is due for destruction today, by district and kind; nothing is destroyed from a terminal."""
    from django.utils import timezone

    from naru.base.district import queries as districts
    from naru.base.privacy import retention

    today, found = timezone.localdate(), []
    for district in districts.every():
        for kind in retention.kinds():
            rows, before = retention.due(kind, district, today)
            years, source = retention.rule_of(kind, today)
            found.append(
                {
                    "district": district.code,
                    "kind": kind,
                    "due": rows.count(),
                    "before": before.isoformat(),
                    "years": years,
                    "source": source,
                }
            )
    if as_json:
        print(json.dumps({"retention": found}, ensure_ascii=False))
        return 0
    for each in found:
        print(
            f"{each['district']:20} {each['kind']:10} {each['due']:>8,}건  {each['before']} 전  ({each['years']}년, {each['source']})"
        )
    print("파기는 개인정보 보호책임자가 화면(개인정보 > 파기)에서 확인합니다.")
    return 0
