"""`naru audit`, `keys`, `retention`: keeping watch over what is kept."""

import argparse
import json
import sys
from typing import Any

VERBS = ("audit",)
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


def run(given: argparse.Namespace) -> int:
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
