"""Whose turn it is in a round, and the one thing to do."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from naru.base.accounts.models import User
from naru.domain.placement.enums import ListState, RoundState
from naru.domain.placement.models import Round, WishList
from naru.domain.placement.queries import rounds as queries
from naru.web.templatetags.naru import day as day_words

S = RoundState


def _do(name: str, pk: int, title: str, *, is_press: bool = False, look: str = "primary") -> dict[str, Any]:
    return {"url": reverse(f"placement:{name}", args=[pk]), "title": title, "is_press": is_press, "look": look}


def next_of(viewer: User, found: Round, mine: WishList | None, is_centre: bool, own: set[int]) -> dict[str, Any] | None:
    """Words, who, by when, and buttons: for the learner, the firm, the centre, or whoever watches."""
    if is_centre:
        return _for_centre(found)
    if queries.is_learner(viewer):
        return _for_learner(found, mine)
    if own:
        return _for_firm(found)
    return _for_others(found)


def _for_centre(found: Round) -> dict[str, Any] | None:
    pk, today = found.pk, timezone.localdate()
    centre = _("지구 지원센터")
    if found.state == S.ANNOUNCED:
        lacking = queries.without_criteria(found)
        if lacking:
            words = _(
                "선발 기준을 밝히지 않은 공고가 %(count)s건 있습니다. 기업이 밝히거나 아래 공고에서 대신 적습니다."
            )
            return {"words": words % {"count": len(lacking)}, "who": ", ".join(lacking[:3]), "actions": []}
        done = [_do("open_wishes", pk, _("희망 받기 시작"), is_press=True)]
        words = _("기업이 모두 기준을 밝혔습니다. 희망을 받을 수 있습니다.")
        return {"words": words, "who": centre, "by": day_words(found.wishes_from), "actions": done}
    if found.state == S.WISHES:
        if today <= found.wishes_until:
            words = _("학생이 희망을 내고 있습니다. 지금까지 %(count)s명이 냈습니다.") % {"count": found.sent}  # type: ignore[attr-defined]
            return {"words": words, "who": _("학생"), "by": day_words(found.wishes_until), "tone": "now", "actions": []}
        done = [_do("start_ranking", pk, _("기업 심사 시작"), is_press=True)]
        return {"words": _("희망 마감이 지났습니다. 기업 심사를 시작할 수 있습니다."), "who": centre, "actions": done}
    if found.state == S.RANKING:
        left = queries.unranked(found)
        done = [_do("freeze", pk, _("입력 확정하기"), is_press=True)]
        if left and today <= found.ranks_until:
            words = _("기업 %(count)s곳의 심사를 기다립니다.") % {"count": left}
            return {"words": words, "who": _("기업"), "by": day_words(found.ranks_until), "tone": "now", "actions": []}
        return {"words": _("심사가 끝났습니다. 희망과 심사를 확정해 주십시오."), "who": centre, "actions": done}
    return _after_freeze(found, centre)


def _look(found: Round) -> list[dict[str, Any]]:
    """The calculation that stands, to be looked at before anything is said of it."""
    return [_do("run", found.run_id, _("계산 결과 보기"), look="secondary")] if found.run_id else []


def _again(pk: int) -> list[dict[str, Any]]:
    """What can be done beside going on: bar a pair, calculate again."""
    return [
        _do("bar", pk, _("짝 제외하기"), look="tertiary"),
        _do("match", pk, _("다시 계산하기"), is_press=True, look="tertiary"),
    ]


def _after_freeze(found: Round, centre: str) -> dict[str, Any] | None:
    pk = found.pk
    if found.state == S.FROZEN:
        if queries.is_working(found):
            return {
                "words": _("계산하고 있습니다. 잠시 뒤 새로 고쳐 주십시오."),
                "who": "",
                "tone": "now",
                "actions": [],
            }
        done = [_do("match", pk, _("배정 계산하기"), is_press=True)]
        done.append(_do("bar", pk, _("짝 제외하기"), look="tertiary"))
        return {"words": _("입력이 확정되었습니다. 계산해 주십시오."), "who": centre, "actions": done}
    if found.state == S.COMPUTED:
        done = [_do("review", pk, _("검토를 마침"), is_press=True), *_look(found), *_again(pk)]
        words = _("결과를 검토해 주십시오. 안 되는 짝은 까닭을 적어 제외하고 다시 계산합니다.")
        return {"words": words, "who": centre, "actions": done}
    if found.state == S.REVIEWED:
        done = [_do("confirm_round", pk, _("결과 확정하기")), *_look(found), *_again(pk)]
        return {"words": _("검토를 마쳤습니다. 사람이 확정해야 결과가 됩니다."), "who": centre, "actions": done}
    if found.state == S.CONFIRMED:
        done = [_do("send", pk, _("제안 보내기"), is_press=True)]
        done.append(_do("reopen_round", pk, _("확정 되돌리기"), look="tertiary"))
        words = _("결과를 확정했습니다. 제안을 보내면 학생과 기업이 결과를 봅니다.")
        return {"words": words, "who": centre, "by": day_words(found.answer_by), "actions": done}
    if found.state == S.OFFERED:
        waiting = queries.waiting_offers(found, timezone.localdate())
        if waiting:
            words = _("학생의 답을 기다리는 제안이 %(count)s건 있습니다.") % {"count": waiting}
            return {"words": words, "who": _("학생"), "by": day_words(found.answer_by), "tone": "now", "actions": []}
        done = [
            _do("follow", pk, _("다음 회차 열기")),
            _do("close_round", pk, _("회차 마치기"), is_press=True, look="tertiary"),
        ]
        return {"words": _("모든 제안에 답이 왔거나 기한이 지났습니다."), "who": centre, "actions": done}
    if found.state == S.CLOSED:
        return {"words": _("마친 회차입니다."), "who": "", "tone": "rest", "actions": []}
    return {"words": _("취소한 회차입니다."), "who": "", "tone": "rest", "actions": []}


def _for_learner(found: Round, mine: WishList | None) -> dict[str, Any] | None:
    today = timezone.localdate()
    if found.state == S.ANNOUNCED:
        words = _("곧 희망을 받습니다. 공고와 선발 기준을 미리 살펴보십시오.")
        return {"words": words, "by": day_words(found.wishes_from), "tone": "now", "actions": []}
    if found.state == S.WISHES and today <= found.wishes_until:
        if mine is not None and mine.state == ListState.SUBMITTED:
            done = [_do("wish", found.pk, _("희망 보고 고치기"), look="secondary")]
            words = _("희망을 냈습니다. 마감까지 고칠 수 있습니다.")
            return {"words": words, "by": day_words(found.wishes_until), "tone": "done", "actions": done}
        done = [_do("wish", found.pk, _("희망 순위 정하기"))]
        words = _("바라는 순서대로 희망을 내십시오. 내지 않은 초안은 쓰이지 않습니다.")
        return {"words": words, "by": day_words(found.wishes_until), "actions": done}
    if mine is None or mine.state != ListState.SUBMITTED:
        return {"words": _("이 회차에 낸 희망이 없습니다."), "tone": "rest", "actions": []}
    if found.state in {S.OFFERED, S.CLOSED}:
        done = [_do("result", mine.pk, _("내 결과와 까닭 보기"))]
        return {"words": _("결과가 나왔습니다."), "by": day_words(found.answer_by), "actions": done}
    if found.state == S.CANCELLED:
        return {"words": _("취소한 회차입니다."), "tone": "rest", "actions": []}
    done = [_do("wish_list", mine.pk, _("내 희망 보기"), look="secondary")]
    return {"words": _("희망을 냈고 결과를 기다리고 있습니다."), "tone": "now", "actions": done}


def _for_firm(found: Round) -> dict[str, Any] | None:
    if found.state == S.ANNOUNCED:
        words = _("희망을 받기 전에 우리 공고의 선발 기준과 비중을 밝혀 주십시오.")
        return {"words": words, "by": day_words(found.wishes_from), "actions": []}
    if found.state == S.RANKING:
        words = _("동의한 지원자를 심사하고 내 주십시오. 심사는 제안을 해도 좋다는 뜻입니다.")
        return {"words": words, "by": day_words(found.ranks_until), "actions": []}
    return _for_others(found)


def _for_others(found: Round) -> dict[str, Any] | None:
    if found.state == S.WISHES:
        words = _("학생이 희망을 내고 있습니다.")
        return {"words": words, "who": _("학생"), "by": day_words(found.wishes_until), "tone": "now", "actions": []}
    if found.state == S.OFFERED:
        words = _("제안이 나갔습니다. 학생이 답할 차례입니다.")
        return {"words": words, "who": _("학생"), "by": day_words(found.answer_by), "tone": "now", "actions": []}
    return None
