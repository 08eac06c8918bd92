"""Choices of the room curriculum: code in English, label in Korean (English in the catalogue)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DepartmentState(models.TextChoices):
    PLANNED = "planned", _("준비 중")
    OPEN = "open", _("운영 중")
    CLOSING = "closing", _("폐과 진행")
    CLOSED = "closed", _("폐과")


class SchoolKind(models.TextChoices):
    """What a department belongs to; means of the region are told by it."""

    SPECIALISED = "specialised", _("특성화고")
    MEISTER = "meister", _("마이스터고")
    GENERAL = "general", _("일반고 직업반")


class MeanKind(models.TextChoices):
    """Of which departments a mean is."""

    ALL = "all", _("모든 직업계고")
    SPECIALISED = "specialised", _("특성화고")
    MEISTER = "meister", _("마이스터고")
    GENERAL = "general", _("일반고 직업반")


class TargetCode(models.TextChoices):
    """Indicators of supply for which a district sets targets."""

    FILL = "supply.fill", _("충원율")
    EMPLOYMENT = "supply.employment", _("6개월 취업률")
    CONTINUATION = "supply.continuation", _("진학률")
    FAVOURABLE = "supply.favourable", _("바람직한 진로 비율")
    TRANSFORMATION = "supply.transformation", _("개편율(선정)")
    TOTAL = "supply.transformation_total", _("누적 개편율")
    CLOSURE = "supply.closure", _("폐지 비중")


class CourseKind(models.TextChoices):
    GENERAL = "general", _("보통교과")
    VOCATIONAL = "vocational", _("전문교과")
    LOCAL = "local", _("지역 과목")
    JOINT = "joint", _("대학 연계 과목")
    SITE = "site", _("훈련기관 과목")
    FIRM = "firm", _("기업 과목")
    ACTIVITY = "activity", _("창의적 체험활동")


class Approval(models.TextChoices):
    """What became of a local subject (고시 외 과목) at the office of education."""

    NONE = "none", _("승인 신청 전")
    ASKED = "asked", _("승인 심사 중")
    APPROVED = "approved", _("승인")
    REFUSED = "refused", _("불승인")


class TableState(models.TextChoices):
    """A curriculum table (편제표) of a department for an intake."""

    DRAFT = "draft", _("작성 중")
    SUBMITTED = "submitted", _("승인 요청")
    APPROVED = "approved", _("승인")
    SUPERSEDED = "superseded", _("새 판으로 바뀜")


class StudyKind(models.TextChoices):
    COVER = "cover", _("학과 교육과정 대안")
    SEATS = "seats", _("지구 학과 정원 대안")


class CampaignScope(models.TextChoices):
    LOCAL = "local", _("교육청 자체")
    NATIONAL = "national", _("교육부 재구조화")


class RequestKind(models.TextChoices):
    OPEN = "open", _("신설")
    CLOSE = "close", _("폐과")
    RESIZE = "resize", _("학급 증감")
    SPECIALISE = "specialise", _("세부 전공 특화")
    CONVERT = "convert", _("학과 전환")


class ReorganisationState(models.TextChoices):
    DRAFT = "draft", _("작성 중")
    PROPOSED = "proposed", _("제안함")
    INCOMPLETE = "incomplete", _("보완 필요")
    REVIEWED = "reviewed", _("교육청 검토 마침")
    NOMINATED = "nominated", _("교육부 심사 중")
    SELECTED = "selected", _("선정")
    REFUSED = "refused", _("미선정")
    WITHDRAWN = "withdrawn", _("철회")
    PREPARING = "preparing", _("준비 중")
    INTAKE = "intake", _("신입생 모집")
    GRADUATED = "graduated", _("첫 졸업생 배출")


class OpinionStage(models.TextChoices):
    EARLY = "early", _("사전 의견")
    ADVISORY = "advisory", _("자문 의견")
    FINAL = "final", _("최종 의견")


class Stance(models.TextChoices):
    FOR = "for", _("찬성")
    RESERVED = "reserved", _("조건부")
    AGAINST = "against", _("반대")


class Reason(models.TextChoices):
    """Why a department is asked to change; which kinds may name it stands in the rules."""

    DEMAND = "demand", _("지역 기업의 인력 수요")
    INDUSTRY = "industry", _("지역 전략산업 연계")
    NEW_TECHNOLOGY = "new_technology", _("신산업·신기술 대응")
    PLEDGE = "pledge", _("채용·교육 협약 이행")
    HIGHER = "higher", _("대학 교육과정 연계")
    APPLICANTS = "applicants", _("지원자 증가")
    FEW_APPLICANTS = "few_applicants", _("지원자 감소·미충원")
    LOW_EMPLOYMENT = "low_employment", _("낮은 취업 성과")
    SHRINKING = "shrinking", _("관련 산업 축소")
    TEACHERS = "teachers", _("담당 교원 부족")
    FACILITIES = "facilities", _("시설·기자재 노후")
    MERGE = "merge", _("유사 학과 통합")


class Refusal(models.TextChoices):
    BUDGET = "budget", _("예산 부족")
    NO_DEMAND = "no_demand", _("수요 근거 부족")
    NO_TEACHERS = "no_teachers", _("교원 확보 어려움")
    NO_SPACE = "no_space", _("공간·시설 미비")
    DUPLICATE = "duplicate", _("인근 학과와 중복")
    POLICY = "policy", _("정책 방향과 맞지 않음")


class CorrectionKind(models.TextChoices):
    POSTPONE = "postpone", _("연기")
    CANCEL = "cancel", _("취소")
    CLASSES = "classes", _("학급 수 변경")


class TeacherMeans(models.TextChoices):
    """How teachers for a subject are found."""

    RECRUIT = "recruit", _("신규 임용")
    RETRAIN = "retrain", _("교과 전환 연수")
    TRAIN = "train", _("직무 연수")
    BORROW = "borrow", _("겸임·산학겸임교사")


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", _("제안")
    TAKEN = "taken", _("연수 과정으로 이어짐")
    DROPPED = "dropped", _("하지 않기로 함")


class Quadrant(models.TextChoices):
    """Employment and continuation against the regional mean of the kind; equal counts as above."""

    BOTH = "1", _("취업·진학 모두 평균 이상")
    EMPLOYMENT = "2", _("취업만 평균 이상")
    CONTINUATION = "3", _("진학만 평균 이상")
    NEITHER = "4", _("모두 평균 미만")
    OUTSIDE = "-", _("견줄 수 없음")
