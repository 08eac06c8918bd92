"""What the Personal Information Protection Act (PIPA, 개인정보 보호법) asks, as dated data with its articles.

PD1 to PD12 each say the rule, its article, and what Naru does for it. Read from Act 21910 (promulgated 2026-09-08, in
force 2027-03-09) for the wording; `since` is the day from which Naru applies the entry. What was not read in the law
itself is marked unverified.
"""

from dataclasses import dataclass
from datetime import date

from naru.base.rulebook.dated import Dated, Entry

START = date(2023, 9, 15)  # the present wording of most of these articles came into force (Act 19234)


@dataclass(frozen=True)
class Provision:
    """One rule, in both languages, and what the house does about it."""

    korean: str
    english: str
    done_korean: str
    done_english: str


def _provision(code: str, article: str, *texts: str, since: date = START, verified: bool = True) -> Dated[Provision]:
    return Dated(code, (Entry(since, Provision(*texts), article, verified),))


PROVISIONS: tuple[Dated[Provision], ...] = (
    _provision(
        "PD1",
        "개인정보 보호법 제22조의2",
        "법정대리인의 동의와 확인은 만 14세 미만에게만 필요합니다. 미성년자의 계약에 대한 보호자 동의는 이와 다른 일입니다.",
        "A guardian's consent and its verification are needed below the age of 14 only. A guardian's "
        "agreement to a minor's contract is another matter.",
        "본인의 동의와 보호자의 동의를 따로 받고 따로 적습니다. 몇 살까지 보호자의 동의를 더 받을지는 지구가 날짜를 정해 규칙으로 둡니다.",
        "The person's consent and the guardian's are asked for and kept apart. Up to which age a guardian "
        "agrees as well is a dated rule of the district.",
    ),
    _provision(
        "PD2",
        "개인정보 보호법 제15조, 제17조, 제18조, 제22조, 제23조, 제24조",
        "동의는 목적마다 따로 받습니다. 선택 동의를 거부해도 서비스를 거부하지 않습니다.",
        "Each purpose has its own consent. Refusing an optional one must not deny the service.",
        "목적마다 동의 화면이 따로 있고 한 번에 모두 동의하는 단추가 없습니다. 거부했을 때 달라지는 것을 동의서가 말합니다.",
        "Every purpose has its own page and there is no button that agrees to all. The text says what changes "
        "on refusal.",
    ),
    _provision(
        "PD3",
        "개인정보 보호법 제15조 제2항, 제17조 제2항",
        "동의서는 목적, 항목, 보유 기간, 거부할 권리와 그 결과를 알리고, 제3자에게 줄 때는 받는 곳도 알립니다.",
        "A consent states purpose, items, retention, the right to refuse and its effect; for a third party "
        "also the recipient.",
        "기업은 그 기업에 동의한 학생의 지원 자료만 봅니다. 철회하면 그 순간부터 화면, 목록, API, 파일 어디에서도 볼 수 없습니다.",
        "A firm sees only applications whose learner consented for that firm. After withdrawal it sees them "
        "nowhere: page, list, API or file.",
    ),
    _provision(
        "PD4",
        "개인정보 보호법 제15조 제1항 제3호, 제22조 제3항",
        "공공기관은 법령이 정한 일을 위해 동의 없이 처리할 수 있지만, 그 항목과 근거를 동의받는 것과 나누어 알려야 합니다.",
        "A public body may process for its statutory tasks without consent, but publishes items and basis "
        "apart from what is consented to.",
        "'동의 없이 처리하는 개인정보' 화면이 로그인 없이 열립니다.",
        "The page of what is processed without consent opens without signing in.",
    ),
    _provision(
        "PD5",
        "개인정보 보호법 제24조의2",
        "주민등록번호는 법률이 구체적으로 허용할 때만 처리할 수 있습니다.",
        "Resident registration numbers may be processed only where an act specifically allows it.",
        "주민등록번호를 적는 칸이 없고, 적은 글에 그 모양의 수가 있으면 받지 않습니다.",
        "There is no field for it, and a text that holds one is refused.",
    ),
    _provision(
        "PD6",
        "개인정보 보호법 제23조",
        "건강에 관한 정보는 민감정보로, 따로 동의를 받고 안전하게 보호해야 합니다.",
        "Health information is sensitive: it needs its own consent and protection.",
        "건강에 관한 동의가 따로 있고, 민감한 칸은 암호화하여 저장합니다.",
        "Health has its own consent, and sensitive fields are encrypted at rest.",
    ),
    _provision(
        "PD7",
        "개인정보 보호법 제21조",
        "목적을 이루면 지체 없이 파기합니다. 법령에 따라 남길 때는 따로 보관합니다.",
        "Data is destroyed without delay when its purpose ends; what a law keeps is stored apart.",
        "보유 기간표에 따라 파기 대상을 찾고, 보호책임자가 확인하면 파기하고 증명을 남깁니다.",
        "The schedule lists what is due, the data-protection officer confirms, and destruction leaves its proof.",
    ),
    _provision(
        "PD8",
        "개인정보의 안전성 확보조치 기준 제8조",
        "취급자의 접속기록(계정, 시각, 접속지, 정보주체, 한 일)을 1년 이상, 5만 명 이상이거나 민감정보를 "
        "다루면 2년 이상 보관하고 달마다 점검하며, 내려받은 이유를 확인합니다.",
        "Access records of handlers (account, time, source, whose data, action) are kept one year, two for "
        "50,000 persons or sensitive data; they are reviewed monthly and the reason of a download is checked.",
        "다른 사람의 자료를 본 것은 모두 접속기록에 남고 해시 사슬로 이어집니다. 내려받을 때 이유를 묻고, 달마다 점검하는 화면이 있습니다.",
        "Every look at another's data is logged and chained by hash; a download asks for its reason; there is "
        "a page for the monthly review.",
    ),
    _provision(
        "PD9",
        "개인정보 보호법 제34조",
        "유출되면 항목, 시점, 피해를 줄이는 방법, 구제 절차를 지체 없이 알리고 신고합니다.",
        "After a breach the persons are told without delay of items, time, how to limit damage, and remedies; "
        "it is reported.",
        "접속기록에서 누구의 자료가 보였는지 바로 찾습니다. 알리는 글은 사람이 씁니다.",
        "The access log tells at once whose data was shown. People write the notice.",
    ),
    _provision(
        "PD10",
        "개인정보 보호법 제26조, 제32조, 제33조",
        "공공기관은 개인정보파일을 등록하고, 큰 파일은 영향평가를 받으며, 위탁은 문서로 하고 공개합니다.",
        "Public bodies register their files of personal data, assess the impact of large ones, and put "
        "processing by others in writing.",
        "어떤 칸이 개인정보인지 코드가 말하고, 참고 문서가 그것을 그대로 보입니다.",
        "The code says which field is personal, and the reference shows it.",
    ),
    _provision(
        "PD11",
        "개인정보 보호법 제28조의2, 제28조의4",
        "통계를 위해서는 가명처리하여 동의 없이 쓸 수 있고, 파기한 뒤 3년 이상 기록을 남깁니다.",
        "Pseudonymised data may be used for statistics without consent; records are kept three years after "
        "destruction.",
        "가명자료는 열쇠를 버린 해시로 이름을 바꾸고 작은 칸을 숨기며, 내어 준 기록을 남깁니다. 5명 기준은 나루의 설계 결정입니다.",
        "Names become keyed hashes whose key is thrown away, small cells are hidden, and the record of the "
        "export is kept. The minimum of five is Naru's choice.",
    ),
    _provision(
        "PD12",
        "개인정보 보호법 제35조, 제36조, 제37조, 제37조의2",
        "본인은 열람, 정정, 처리정지를 요구할 수 있고, 완전히 자동화된 결정을 거부할 수 있습니다.",
        "A person may ask for access, correction and a stop of processing, and refuse a fully automated decision.",
        "'내 개인정보'에서 모두 내려받고, 정정을 요청하고, 누가 보았는지 압니다. 매칭은 제안일 뿐이고 사람이 정합니다.",
        "Under 'My data' one downloads everything, asks for correction and sees who looked. Matching only "
        "proposes; a person decides.",
    ),
)

#: What looks like a resident registration number (PD5); no form, workbook or program may bring one in.
RESIDENT_NUMBER = r"(^|\D)\d{6}\s?[-–]\s?[1-8]\d{6}(\D|$)"
GUARDIAN_AGE: Dated[int] = Dated("guardian_age", (Entry(START, 14, "개인정보 보호법 제22조의2"),))
LOG_YEARS: Dated[int] = Dated("access_log_years", (Entry(START, 1, "개인정보의 안전성 확보조치 기준 제8조"),))
LOG_YEARS_OF_MANY: Dated[int] = Dated(
    "access_log_years_of_many_or_sensitive", (Entry(START, 2, "개인정보의 안전성 확보조치 기준 제8조"),)
)
MANY: Dated[int] = Dated("access_log_many_persons", (Entry(START, 50_000, "개인정보의 안전성 확보조치 기준 제8조"),))
CORRECTION_DAYS: Dated[int] = Dated(
    "correction_days", (Entry(START, 10, "개인정보 보호법 시행령 제43조", is_verified=False),)
)
DESTROY_DAYS: Dated[int] = Dated("destroy_days", (Entry(START, 5, "표준 개인정보 보호지침 제10조", is_verified=False),))
PSEUDONYM_YEARS: Dated[int] = Dated("pseudonym_record_years", (Entry(START, 3, "개인정보 보호법 제28조의4"),))
LINK_DAYS: Dated[int] = Dated("link_days", (Entry(START, 14, "나루 설계 결정", is_verified=False),))
LINK_FAILURES: Dated[int] = Dated("link_failures", (Entry(START, 5, "나루 설계 결정", is_verified=False),))

CHOICE = "나루 설계 결정: 지구가 정한 보유 기간이 있으면 그것을 따릅니다"
#: How long what is kept is kept, by kind: years after the day from which it counts.
RETENTION: dict[str, Dated[int]] = {
    "learner": Dated("retention_learner_years", (Entry(START, 5, CHOICE, is_verified=False),)),
    "consent": Dated("retention_ended_consent_years", (Entry(START, 3, CHOICE, is_verified=False),)),
    "link": Dated("retention_link_years", (Entry(START, 1, CHOICE, is_verified=False),)),
}


@dataclass(frozen=True)
class Unusual:
    """Thresholds of the monthly review: what of the access log is pointed at. Nothing is decided by them."""

    persons_a_day: int = 500
    persons_a_file: int = 100
    night_from: int = 22
    night_until: int = 6
    addresses_a_day: int = 4
    times_the_same: int = 30


UNUSUAL: Dated[Unusual] = Dated(
    "unusual_use", (Entry(START, Unusual(), "나루 설계 결정: 살펴볼 것을 고르는 기준", is_verified=False),)
)


@dataclass(frozen=True)
class Lawful:
    """What is processed without consent because a law gives the task: published apart (PD4)."""

    korean: str
    english: str
    items_korean: str
    items_english: str
    until_korean: str
    until_english: str


def _lawful(code: str, article: str, *texts: str, verified: bool = True) -> Dated[Lawful]:
    return Dated(code, (Entry(START, Lawful(*texts), article, verified),))


LAWFUL: tuple[Dated[Lawful], ...] = (
    _lawful(
        "training",
        "직업교육훈련 촉진법 제7조, 제9조, 제9조의2부터 제9조의5까지",
        "현장실습을 계획하고 안전하게 운영하는 일",
        "Planning practicums and running them safely",
        "이름, 학번, 생년월일, 학교와 학과, 학년, 실습한 곳과 시간",
        "Name, student number, date of birth, school and department, grade, place and hours of the practicum",
        "졸업하고 5년",
        "Five years after graduation",
    ),
    _lawful(
        "survey",
        "직업교육훈련 촉진법 제7조 제2항, 같은 법 시행령 제5조",
        "현장실습 실태를 해마다 조사하고 공개하는 일(집계한 수만)",
        "The yearly survey of practicums and its publication, in aggregate",
        "학교와 학과, 실습 여부, 사고 유형",
        "School and department, whether there was a practicum, kinds of accidents",
        "집계한 뒤 바로",
        "Until it is aggregated",
    ),
    _lawful(
        "outcome",
        "교육기본법 제26조의3, 초·중등교육법 제11조의2",
        "졸업생의 취업과 진학을 조사하는 일",
        "The survey of graduates' employment and further study",
        "이름, 학교와 학과, 졸업일, 조사일의 상태",
        "Name, school and department, day of graduation, status on the survey day",
        "졸업하고 5년",
        "Five years after graduation",
        verified=False,
    ),
    _lawful(
        "log",
        "개인정보 보호법 제29조, 개인정보의 안전성 확보조치 기준 제8조",
        "접속기록과 감사 기록을 남기는 일",
        "Keeping the access log and the audit",
        "계정, 접속 시각과 접속지, 본 사람, 한 일",
        "Account, time and network address, whose data was seen, what was done",
        "1년 또는 2년(다루는 사람의 수에 따라)",
        "One or two years, by the number of persons",
    ),
)
