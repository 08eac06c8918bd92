"""Help of each room: what it is for, who does what in which order, its words, and what people ask.

Each text stands in Korean and English side by side, so that whoever mends one sees the other.
"""

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True)
class Text:
    """A sentence in both languages; shown in the reader's."""

    korean: str
    english: str

    def __str__(self) -> str:
        return self.english if (get_language() or "").startswith("en") else self.korean


@dataclass(frozen=True)
class Pair:
    """A word and what it means, or a question and its answer."""

    head: Text
    body: Text


@dataclass(frozen=True)
class Help:
    """The help page of one room."""

    room: str
    purpose: Text
    steps: tuple[Text, ...]
    words: tuple[Pair, ...]
    questions: tuple[Pair, ...]


def _pair(head: str, head_en: str, body: str, body_en: str) -> Pair:
    return Pair(Text(head, head_en), Text(body, body_en))


HELPS: tuple[Help, ...] = (
    Help(
        "partners",
        Text(
            "학교, 기업, 대학, 공공기관이 맺은 협약과 그 안의 약속을 적고, 지켜졌는지 봅니다.",
            "Keeps the agreements between schools, firms, universities and public bodies, their pledges, and whether "
            "they are kept.",
        ),
        (
            Text(
                "지원센터가 협약 초안을 만들고 당사자를 적습니다.",
                "The centre drafts an agreement and names its parties.",
            ),
            Text(
                "서명을 요청하면 각 기관의 책임자가 서명합니다.",
                "Signatures are asked for; each organisation's lead signs.",
            ),
            Text(
                "모두 서명하면 협약이 효력을 갖고, 약속과 이행을 적을 수 있습니다.",
                "When all have signed it comes into force; pledges and what is kept of them are recorded.",
            ),
        ),
        (
            _pair(
                "약속",
                "Pledge",
                "한 사업연도에 무엇을 몇 개 하겠다는 말입니다.",
                "What a party promised for a project year, and how many.",
            ),
            _pair(
                "이행",
                "Keeping",
                "약속 가운데 지킨 것을 날짜와 증빙과 함께 적은 것입니다.",
                "What was kept, with its day and evidence.",
            ),
        ),
        (
            _pair(
                "서명을 되돌릴 수 있습니까?",
                "Can a signature be taken back?",
                "아닙니다. 잘못 서명했으면 지원센터가 협약을 마치고 새로 만듭니다.",
                "No. If it was a mistake, the centre ends the agreement and drafts a new one.",
            ),
        ),
    ),
    Help(
        "budget",
        Text(
            "재원을 항목으로 나누고, 쓴 돈과 그 돈이 가져온 것을 봅니다.",
            "Divides funds into lines, and shows what was spent and what it brought.",
        ),
        (
            Text("지원센터가 사업연도의 재원을 엽니다.", "The centre opens a fund for the project year."),
            Text("재원을 추진과제별 예산항목으로 나눕니다.", "The fund is cut into lines by task group."),
            Text(
                "원인행위, 지출, 반납을 증빙과 함께 적습니다.",
                "Commitments, spending and returns are entered with evidence.",
            ),
        ),
        (
            _pair(
                "집행률",
                "Execution rate",
                "쓴 돈에서 돌려준 돈을 빼고 예산으로 나눈 것입니다.",
                "Spent less returned, divided by budget.",
            ),
            _pair(
                "환류",
                "Return",
                "확정한 근거가 예산항목에 남긴 결과입니다.",
                "What a confirmed finding wrote back to a line.",
            ),
        ),
        (
            _pair(
                "항목의 돈을 넘겨 쓰면 어떻게 됩니까?",
                "What if a line is overspent?",
                "적을 수 없습니다. 화면이 얼마가 넘는지 알려 줍니다.",
                "It cannot be entered; the page says by how much.",
            ),
        ),
    ),
    Help(
        "people",
        Text(
            "학생, 졸업생, 교사, 기업과 대학의 담당자를 봅니다. 이름은 함께 일하는 사람에게만 다 보입니다.",
            "Students, graduates, teachers and staff. Whole names are shown only to those who work with them.",
        ),
        (
            Text("학교가 학생을 등록하거나 통합문서로 올립니다.", "Schools enter learners, or load them by workbook."),
            Text("졸업하거나 그만두면 그 날을 적습니다.", "Graduation or leaving is recorded with its day."),
        ),
        (
            _pair(
                "학적", "Enrolment status", "재학, 졸업, 학업 중단 가운데 하나입니다.", "Enrolled, graduated or left."
            ),
            _pair(
                "가려진 이름",
                "Masked name",
                "‘김**’처럼 첫 글자만 보이는 이름입니다.",
                "A name of which only the first syllable shows.",
            ),
        ),
        (
            _pair(
                "이름이 왜 가려져 있습니까?",
                "Why is a name masked?",
                "맡은 일에 이름이 필요하지 않은 역할이기 때문입니다. 필요하면 지원센터에 알려 주십시오.",
                "Because your role does not need it. If it does, tell the centre.",
            ),
        ),
    ),
    Help(
        "competency",
        Text(
            "일에 필요한 능력을 NCS와 지역 표준의 능력단위로 봅니다.",
            "The abilities that work needs, as units of the NCS and of local standards.",
        ),
        (
            Text("수요와 과목이 같은 능력단위를 가리킵니다.", "Needs and courses point at the same units."),
            Text("낡은 단위는 새 단위로 이어 둡니다.", "An outdated unit is linked to its successor."),
            Text(
                "국가 표준에 없는 일은 지역 능력단위로 제안하고, 확인한 뒤에 씁니다.",
                "What the national standards lack is proposed as a local unit and used once confirmed.",
            ),
            Text(
                "직무 설명을 올리면 맞는 능력단위를 까닭과 함께 제안합니다.",
                "Duty texts get fitting units proposed, with reasons.",
            ),
        ),
        (
            _pair(
                "능력단위",
                "Competency unit",
                "한 가지 일을 해내는 능력의 조각이며 1~8수준이 있습니다.",
                "A part of a job's ability, at level 1 to 8.",
            ),
            _pair("NCS", "NCS", "국가직무능력표준입니다.", "The National Competency Standards."),
        ),
        (
            _pair(
                "찾는 단위가 없습니다.",
                "The unit I need is missing.",
                "지원센터가 지역 표준에 새 단위를 더할 수 있습니다.",
                "The centre can add it to the local standard.",
            ),
        ),
    ),
    Help(
        "demand",
        Text(
            "기업이 어느 해에 어떤 직업의 사람을 몇 명 필요로 하는지 적고, 바뀐 것을 차례로 남깁니다.",
            "How many people of which occupation a firm needs in which year; every change is kept.",
        ),
        (
            Text("기업이나 지원센터가 수요를 적습니다.", "A firm or the centre states a need."),
            Text(
                "지원센터는 수요조사 링크를 보내 계정 없이 답을 받을 수 있습니다.",
                "The centre can send survey links that are answered without an account.",
            ),
            Text(
                "상황이 바뀌면 까닭과 함께 새 차수를 남깁니다.",
                "When things change a revision is added with its reason.",
            ),
            Text(
                "해가 끝나면 실제 채용과 견준 신호가 남습니다.",
                "At the end of the year a signal compares it with hiring.",
            ),
        ),
        (
            _pair(
                "확실성",
                "Confidence",
                "생각, 계획, 예산 확보, 계약의 네 단계입니다.",
                "Idea, planned, budgeted or contracted.",
            ),
            _pair("차수", "Revision", "수요를 다시 말한 한 번입니다.", "One time that the need was said anew."),
        ),
        (
            _pair(
                "적은 수요를 지울 수 있습니까?",
                "Can a need be deleted?",
                "지우지 않고 인원을 0명으로 고칩니다. 앞의 말은 그대로 남습니다.",
                "No: revise it to 0. What was said before stays.",
            ),
        ),
    ),
    Help(
        "curriculum",
        Text(
            "학과, 정원, 과목이 기업의 수요를 얼마나 덮는지 봅니다.",
            "Departments, seats and courses, and how much of the demand they cover.",
        ),
        (
            Text("학교가 학과와 입학 정원을 적습니다.", "Schools enter departments and seats."),
            Text("과목마다 다루는 능력단위를 적습니다.", "Each course names the units that it teaches."),
            Text("커버리지 화면에서 빈 곳을 봅니다.", "The coverage page shows what is missing."),
            Text(
                "대안을 찾아 견주고 하나를 편제표 초안으로 채택합니다.",
                "Options are compared, and one is adopted as a draft table.",
            ),
            Text(
                "학교가 편제표를 채워 승인을 요청하고 교육청이 승인합니다.",
                "The school fills the table in and hands it in; the office approves.",
            ),
        ),
        (
            _pair(
                "커버리지",
                "Coverage",
                "원하는 능력단위 가운데 과목이 가르치는 몫이며 인원으로 무게를 줍니다.",
                "The share of wanted units that courses teach, weighted by head-count.",
            ),
            _pair(
                "편제표",
                "Curriculum table",
                "입학연도마다 과목을 어느 학기에 몇 학점 가르치는지 적은 표입니다.",
                "Which course is taught in which term with how many credits, for an intake.",
            ),
            _pair(
                "대안",
                "Option",
                "한도 안에서 수요를 더 다루는 편성입니다. 계산은 제안이고 사람이 고릅니다.",
                "A curriculum within limits that covers more. It is a proposal; a person chooses.",
            ),
            _pair(
                "학과 개편",
                "Reorganisation",
                "학과를 열고 닫거나 정원을 바꾸는 일입니다.",
                "Opening, closing or resizing departments.",
            ),
        ),
        (
            _pair(
                "커버리지가 낮으면 무엇을 합니까?",
                "What if coverage is low?",
                "가르치지 않는 단위의 목록에서 과목을 더하거나 교육훈련 과정을 알립니다.",
                "From the list of untaught units, add a course or announce a programme.",
            ),
        ),
    ),
    Help(
        "training",
        Text(
            "학교 밖의 과정을 알리고, 신청과 대기, 수료를 적습니다.",
            "Announces programmes, and keeps sign-ups, waiting lists and completion.",
        ),
        (
            Text("지원센터가 과정과 신청 기간을 알립니다.", "The centre announces a programme and its sign-up window."),
            Text(
                "학생이 신청하거나 교사가 신청해 줍니다. 자리가 차면 대기합니다.",
                "Students sign up or are enrolled; when full they wait.",
            ),
            Text("끝나면 이수 시간과 증빙을 적습니다.", "At the end hours and evidence are recorded."),
        ),
        (
            _pair(
                "대기",
                "Waiting",
                "자리가 나면 먼저 신청한 사람부터 들어갑니다.",
                "A free place goes to who signed up first.",
            ),
            _pair(
                "미수료",
                "Not completed",
                "이수 시간이 정한 몫에 못 미친 것입니다.",
                "Hours below the share that is asked.",
            ),
        ),
        (
            _pair(
                "수료를 한꺼번에 적을 수 있습니까?",
                "Can several be completed at once?",
                "과정 화면의 ‘수료 한꺼번에 적기’나 참여 목록에서 골라서 적습니다.",
                "Yes: from the programme, or by choosing rows in the list of participations.",
            ),
        ),
    ),
    Help(
        "placement",
        Text(
            "채용공고, 지원, 제안, 취업을 봅니다. 누구를 뽑을지는 기업이, 받아들일지는 학생이 정합니다.",
            "Openings, applications, offers and employment. The firm decides whom to offer; the learner decides to accept.",
        ),
        (
            Text(
                "기업이 공고를 쓰고, 지원센터가 확인하면 엽니다.",
                "A firm drafts an opening and publishes it once the centre has checked it.",
            ),
            Text("학생이 지원하고, 기업이 제안하거나 거절합니다.", "Learners apply; the firm offers or refuses."),
            Text(
                "학생이 받아들이면 취업이 되고 다른 지원은 끝납니다.",
                "On acceptance a placement begins and other applications end.",
            ),
            Text(
                "매칭 회차에서는 학생의 희망과 기업의 심사를 모아 한 번에 배정하고, 사람이 확정합니다.",
                "In a matching round wishes and rankings are matched all at once, and a person confirms the result.",
            ),
        ),
        (
            _pair(
                "취업",
                "Placement",
                "입사일부터 퇴사일까지의 고용입니다. 현장실습은 취업이 아닙니다.",
                "Employment from a day to a day. Practicum is not employment.",
            ),
            _pair(
                "희망 / 심사",
                "Wish / assessment",
                "학생이 바라는 공고의 순서와, 동의한 지원자에게 기업이 매긴 점수입니다. 기업은 희망 순위를 보지 못합니다.",
                "A learner's order of openings, and a firm's points for who agreed to be seen. No firm sees the order.",
            ),
            _pair(
                "수락 / 모집",
                "Accepted / seats",
                "받아들인 사람과 뽑을 사람의 수입니다.",
                "How many accepted of how many wanted.",
            ),
        ),
        (
            _pair(
                "왜 이 공고에 지원할 수 없다고 나옵니까?",
                "Why does it say that I cannot apply for this opening?",
                "꼭 필요한 자격이 없거나 법의 나이 조건에 걸릴 때입니다. 자격을 땄으면 학교에 자격증을 보여 주십시오. 적히면 지원할 수 있습니다.",
                "You lack a required licence, or a rule of age applies. Show the certificate to your school; once it is recorded you can apply.",
            ),
            _pair(
                "마감한 공고를 다시 열 수 있습니까?",
                "Can a closed opening be opened again?",
                "마감일이 지나지 않았으면 ‘공고 열기’로 다시 열 수 있습니다.",
                "Yes, while its deadline has not passed.",
            ),
        ),
    ),
    Help(
        "credit",
        Text(
            "일하거나 배우며 얻은 대학 학점을 등록하고 인정합니다.",
            "Registers and awards university credit earned while learning or working.",
        ),
        (
            Text("학생이나 교사가 학점을 등록합니다.", "A learner or teacher registers credit."),
            Text("대학이나 지원센터가 이수를 적습니다.", "The university or the centre records completion."),
            Text(
                "대학이 인정하거나 까닭을 적어 인정하지 않습니다.",
                "The university awards it, or refuses with a reason.",
            ),
        ),
        (
            _pair(
                "학점 인정", "Award", "이수한 뒤 대학이 정한 결정입니다.", "The university's decision after completion."
            ),
        ),
        (
            _pair(
                "몇 학점까지 인정됩니까?",
                "How much can be awarded?",
                "근거마다 상한이 있고, 넘으면 화면이 조항과 함께 알려 줍니다.",
                "Each basis has a cap; beyond it the page says so, with the article.",
            ),
        ),
    ),
    Help(
        "outcome",
        Text(
            "졸업생이 취업했는지, 남아 있는지, 지역에 사는지를 날짜와 출처와 함께 적습니다.",
            "Whether graduates work, stay and settle, each with its day and source.",
        ),
        (
            Text("학교가 조사한 날의 상태를 적습니다.", "Schools record a status on a day."),
            Text(
                "취업률과 유지취업률은 정의대로 다시 셉니다.",
                "Employment and retention rates are counted by their definitions.",
            ),
        ),
        (
            _pair(
                "취업률",
                "Employment rate",
                "취업자 ÷ (졸업자 − 진학자 − 입대자 − 제외인정자)입니다.",
                "Employed ÷ (graduates − further study − service − excluded).",
            ),
            _pair(
                "유지취업률",
                "Retention rate",
                "4월 1일 가입자 가운데 여섯 달이나 열두 달 뒤에도 가입한 몫입니다.",
                "Of those insured on 1 April, who still are 6 or 12 months later.",
            ),
        ),
        (
            _pair(
                "수가 왜 숨겨져 있습니까?",
                "Why is a number hidden?",
                "5명보다 적으면 누구인지 알 수 있어 숨깁니다.",
                "Fewer than five persons could be recognised.",
            ),
        ),
    ),
    Help(
        "forecast",
        Text(
            "앞으로 몇 해의 졸업생과 수요를 가정과 함께 견줍니다.",
            "Compares the graduates of coming years with needs, with its assumptions.",
        ),
        (
            Text("지원센터가 전망을 계산합니다.", "The centre computes a projection."),
            Text(
                "가정과 범위를 함께 읽습니다. 전망은 약속이 아닙니다.",
                "Read it with its assumptions and range: it is no promise.",
            ),
        ),
        (_pair("범위", "Range", "다른 경우를 생각해 낮게 본 값과 높게 본 값입니다.", "A low and a high value."),),
        (
            _pair(
                "예전 전망은 어디에 있습니까?",
                "Where are earlier projections?",
                "목록에 그대로 남아 있어 실제와 견줄 수 있습니다.",
                "They stay in the list, to be compared with what came.",
            ),
        ),
    ),
    Help(
        "evidence",
        Text(
            "한 해의 순환이 가르쳐 준 것을 나루가 제안하고 사람이 확정합니다.",
            "What the year taught: Naru proposes, a person confirms.",
        ),
        (
            Text("코디네이터가 근거를 계산합니다.", "The coordinator computes the findings."),
            Text("까닭을 적어 확정하거나 받아들이지 않습니다.", "Each is confirmed or dismissed, with a reason."),
            Text(
                "확정한 것은 다음 해의 수요와 예산에 남습니다.",
                "What is confirmed is written back to demand and budget.",
            ),
        ),
        (
            _pair(
                "가장 좁은 곳",
                "Narrowest passage",
                "순환에서 젊은이가 가장 많이 멈춘 곳입니다.",
                "The step where most young people are lost.",
            ),
            _pair("근거", "Finding", "한 해의 순환이 가르쳐 준 것입니다.", "What a year of the cycle taught."),
        ),
        (
            _pair(
                "확정을 되돌릴 수 있습니까?",
                "Can a confirmation be undone?",
                "아닙니다. 결정과 까닭이 기록에 남습니다.",
                "No: the decision and its reason stay on record.",
            ),
        ),
    ),
)
