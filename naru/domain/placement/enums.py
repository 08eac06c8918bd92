"""Choices of the room placement: code in English, label in Korean (English in the catalogue)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OpeningState(models.TextChoices):
    DRAFT = "draft", _("작성 중")
    CHECKED = "checked", _("확인함")
    OPEN = "open", _("모집 중")
    CLOSED = "closed", _("마감")
    FILLED = "filled", _("충원")


class ApplicationState(models.TextChoices):
    APPLIED = "applied", _("지원")
    REVIEWING = "reviewing", _("심사 중")
    PREPARING = "preparing", _("채용 전 준비")
    POSTPONED = "postponed", _("결정 미룸")
    POOL = "pool", _("다음 기회 명단")
    OFFERED = "offered", _("채용 제안")
    ACCEPTED = "accepted", _("수락")
    DECLINED = "declined", _("거절")
    REFUSED = "refused", _("불합격")
    WITHDRAWN = "withdrawn", _("지원 취소")
    OBSOLETE = "obsolete", _("다른 곳 채용으로 종료")
    LAPSED = "lapsed", _("답변 기한 지남")


class EndReason(models.TextChoices):
    RESIGNED = "resigned", _("본인 사정 퇴사")
    STUDY = "study", _("진학")
    MILITARY = "military", _("입대")
    CONTRACT_END = "contract_end", _("계약 만료")
    DISMISSED = "dismissed", _("권고사직·해고")
    CLOSURE = "closure", _("폐업·사업 축소")
    OTHER = "other", _("기타")


class RefusalReason(models.TextChoices):
    CRITERIA = "criteria", _("선발 기준 미달")
    FILLED = "filled", _("모집 인원 충족")
    LICENCE = "licence", _("필요 자격 미보유")
    CANCELLED = "cancelled", _("채용 계획 취소")
    NO_SHOW = "no_show", _("면접 불참")
    OTHER = "other", _("기타")


class ReserveFor(models.TextChoices):
    """For whom an opening keeps seats: groups that the district's own records tell, none that is sensitive."""

    AGREEMENT = "agreement", _("협약 학교의 학생")
    SCHOOL = "school", _("한 학교의 학생")
    DISTRICT = "district", _("지구의 학생")
    WOMEN = "women", _("여학생")
    GRADUATES = "graduates", _("졸업생")


class RoundState(models.TextChoices):
    ANNOUNCED = "announced", _("예고")
    WISHES = "wishes", _("희망 받는 중")
    RANKING = "ranking", _("기업 심사 중")
    FROZEN = "frozen", _("입력 확정")
    COMPUTED = "computed", _("계산함")
    REVIEWED = "reviewed", _("검토함")
    CONFIRMED = "confirmed", _("결과 확정")
    OFFERED = "offered", _("제안 보냄")
    CLOSED = "closed", _("마침")
    CANCELLED = "cancelled", _("취소함")


class Method(models.TextChoices):
    """What the matching is best at; the engine's objectives."""

    STUDENT = "student", _("학생에게 가장 좋은 안정 배정")
    FIRM = "firm", _("기업에 가장 좋은 안정 배정")
    LARGEST = "largest", _("가장 많이 배정하는 안정 배정")
    WELFARE = "welfare", _("희망 순위 합이 가장 작은 배정")


class ListState(models.TextChoices):
    DRAFT = "draft", _("작성 중")
    SUBMITTED = "submitted", _("냈음")
    WITHDRAWN = "withdrawn", _("거둠")


class Unacceptable(models.TextChoices):
    """Why a firm does not take an applicant: a closed list, so that nothing else is asked or said."""

    CRITERIA = "criteria", _("밝힌 기준에 미치지 못함")
    LICENCE = "licence", _("필요한 자격이 없음")
    SHIFT = "shift", _("근무 시간이나 교대를 할 수 없음")
    DOCUMENTS = "documents", _("확인할 자료가 없음")
    NO_SHOW = "no_show", _("면접에 오지 않음")
    OTHER = "other", _("그 밖의 까닭")


class Exclusion(models.IntegerChoices):
    """The rule that keeps a pair apart."""

    NONE = 0, _("없음")
    NO_CONSENT = 1, _("기업에 자료를 보이는 데 동의하지 않음")
    MINIMUM_AGE = 2, _("일할 수 있는 나이가 아님")
    HARMFUL = 3, _("18세 미만에게 금지된 일")
    NIGHT = 4, _("18세 미만의 야간 근로")
    HOURS = 5, _("18세 미만의 근로시간")
    OWN_AGE = 6, _("공고의 나이 조건")
    NOT_RANKED = 7, _("기업이 순위를 매기지 않음")
    UNACCEPTABLE = 8, _("기업이 받지 않기로 함")
    BARRED = 9, _("지원센터가 제외함")
    LICENCE = 10, _("꼭 필요한 자격이 없음")
    UNITS = 11, _("꼭 필요한 능력단위를 이루지 못함")


class Reason(models.IntegerChoices):
    """Why a wish was not reached; the engine's codes."""

    NOT_ACCEPTED = 0, _("짝이 될 수 없음")
    FILLED = 1, _("앞선 사람으로 찼음")
    LOTTERY = 2, _("같은 순위에서 추첨")
    RESERVED = 3, _("따로 둔 자리")
    NO_SEATS = 4, _("자리가 없음")
    PASSED_OVER = 5, _("전체 합을 위해 비켜 감")


class Left(models.IntegerChoices):
    """Why seats are left; the engine's codes."""

    NONE_LEFT = 0, _("남은 자리가 없습니다")
    NOT_CHOSEN = 1, _("이 공고를 희망한 학생이 없습니다")
    NOT_ACCEPTED = 2, _("희망한 학생 가운데 짝이 될 수 있는 사람이 없습니다")
    WENT_ELSEWHERE = 3, _("받을 수 있는 학생이 모두 더 바라거나 같은 곳에 배정되었습니다")
    CLOSED = 4, _("따로 둔 자리이거나 전체 합을 위해 비웠습니다")


class FirmMeasure(models.TextChoices):
    """What makes a firm a good place to begin; each is judged on its own."""

    SIZE = "size", _("규모")
    WAGE = "wage", _("임금")
    INSURANCE = "insurance", _("4대 보험")
    TENURE = "tenure", _("근속")
    ACCIDENTS = "accidents", _("산업재해")
    ARREARS = "arrears", _("임금 체불")


class YardstickKind(models.TextChoices):
    """What a measure has to reach; the local median wage; whether a listed firm's openings are kept shut."""

    SIZE = "size", _("규모: 상시근로자 몇 명 이상")
    WAGE = "wage", _("임금: 지역 중위 연봉의 몇 % 이상")
    INSURANCE = "insurance", _("4대 보험: 모두 가입")
    TENURE = "tenure", _("근속: 평균 몇 년 이상")
    ACCIDENTS = "accidents", _("산업재해: 재해율 몇 % 이하")
    ARREARS = "arrears", _("임금 체불: 공개된 명단에 없음")
    MEDIAN = "median", _("지역 중위 연봉(원)")
    BARS = "bars", _("체불 명단 기업의 공고를 열지 않음")


class Fulfilment(models.TextChoices):
    MET = "met", _("충족")
    NOT_MET = "not_met", _("미충족")
    NOT_KNOWN = "not_known", _("모름")


class Overall(models.TextChoices):
    """The same verdicts, said of a firm as a whole."""

    MET = "met", _("우수 기업")
    NOT_KNOWN = "not_known", _("아직 모름")
    NOT_MET = "not_met", _("채우지 못한 기준 있음")


class Point(models.TextChoices):
    """What of a learner's hopes an opening is compared by."""

    OCCUPATION = "occupation", _("희망 직업")
    COMPLEX = "complex", _("희망 산업단지")
    COMMUTE = "commute", _("통근 한도")
    SHIFT = "shift", _("희망 근무 형태")
    DORMITORY = "dormitory", _("기숙사")
