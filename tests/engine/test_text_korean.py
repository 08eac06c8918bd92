"""Korean texts to words, characters and vocabulary, and whole links on real unit names."""

import numpy as np
import pytest

from naru.domain.competency import bridge
from naru.domain.competency.bridge.kept import Kept
from naru.engine.text import rarity, tokens, vocabulary
from naru.engine.text.problem import GRAMS, PAIRS, WORDS

#: Names of units of the published NCS (1901120102 …) and of local ones.
UNITS = [
    bridge.UnitRow("U1", "전지·모듈 설계"),
    bridge.UnitRow("U2", "전력변환장치(PCS) 제작"),
    bridge.UnitRow("U3", "배터리 관리장치(BMS) 펌웨어 개발"),
    bridge.UnitRow("U4", "전기저장장치 소방 설계"),
    bridge.UnitRow("U5", "슬러리 혼합", "활물질과 바인더를 용매에 섞어 이차전지 전극용 슬러리를 만든다."),
    bridge.UnitRow("U6", "전극 코팅", "동박이나 알루미늄박에 슬러리를 도포하고 건조한다."),
    bridge.UnitRow("U7", "급식 조리", "식단에 따라 식재료를 다듬고 음식을 조리한다."),
]


@pytest.fixture(scope="module")
def framework():
    return bridge.prepare(UNITS, Kept(None))


def test_normal_writes_one_way():
    assert tokens.normal("전지ㆍ모듈 ＢＭＳ") == "전지·모듈 bms"
    assert tokens.normal("안전점검?유지보수") == "안전점검·유지보수"
    assert tokens.normal("무엇인가?") == "무엇인가?"


def test_grams_stay_inside_words_unless_joined():
    starts, keys = tokens.grams(["전기 저장", "", "ab"], 2)
    assert [tokens.written(int(key)) for key in keys] == ["전기", "저장", "ab"]
    assert starts.tolist() == [0, 2, 2, 3]
    _, joined = tokens.grams(["전기 저장"], 2, is_joined=True)
    assert [tokens.written(int(key)) for key in joined] == ["전기", "기저", "저장"]


@pytest.mark.parametrize("texts", [[], [""], ["가"], ["", "가", ""]])
def test_grams_of_too_little_are_none(texts):
    starts, keys = tokens.grams(texts, 3)
    assert starts.tolist() == [0] * (len(texts) + 1)
    assert not keys.size


def test_grams_three_characters_fit_one_key():
    _, keys = tokens.grams(["힣힣힣"], 3)
    assert keys.min() > 0
    assert tokens.written(int(keys[0])) == "힣힣힣"


def test_words_compound_of_the_framework_is_one_word_and_its_parts():
    reader = tokens.Words(["전기저장장치 설계"])
    words = reader.split(["전기저장장치를 설계한다."])[0]
    assert {"전기저장장치", "전기", "저장", "장치", "설계"} <= set(words)
    assert "전기저장장치" not in tokens.Words([]).split(["전기저장장치를 설계한다."])[0]


def test_words_term_of_the_framework_stays_whole_in_a_sentence():
    assert "펌웨어" in tokens.Words(["펌웨어 개발"]).split(["펌웨어를 개발하고 시험한다."])[0]


def test_words_name_with_a_particle_is_no_term():
    assert tokens.Words(["설비의 점검"]).compounds == {}


def test_words_particles_and_endings_are_left_out():
    assert tokens.Words([]).split(["전극을 코팅하였습니다."])[0] == ["전극", "코팅"]


def test_vocabulary_counts_what_no_unit_has_and_reads_terms_back():
    nothing = np.zeros((1, 4), dtype=np.float32)
    known, units = vocabulary.of_units([["전극", "코팅"]], ["전극 코팅"], ["전극 코팅"], nothing)
    texts = known.corpus([["코팅", "전극", "코팅", "떡볶이"]], ["코팅 전극 코팅 떡볶이"], nothing)
    assert texts.unknown.tolist() == [1.0]
    row = texts.bags[WORDS]
    assert {known.written(WORDS, int(t)): float(c) for t, c in zip(row.terms, row.counts, strict=True)} == {
        "전극": 1.0,
        "코팅": 2.0,
    }
    assert known.written(PAIRS, int(texts.bags[PAIRS].terms[0])) == "전극 코팅"
    assert {known.written(GRAMS, int(t)) for t in units.bags[GRAMS].terms} == {"전극", "코팅"}


@pytest.mark.parametrize(
    ("text", "unit", "word"),
    [
        ("양극 활물질을 바인더와 혼합하여 슬러리를 제조한다.", "U5", "슬러리"),
        ("알루미늄박 위에 슬러리를 코팅하고 건조로에서 건조한다.", "U6", "코팅"),
        ("배터리 관리 장치의 펌웨어를 개발하고 시험한다.", "U3", "펌웨어"),
        ("셀을 적층한 전지 모듈의 크기와 발열 구조를 설계한다.", "U1", "모듈"),
        ("학교 급식실에서 점심 식재료를 다듬고 조리한다.", "U7", "조리"),
    ],
)
def test_link_duty_text_finds_its_unit_and_says_by_which_words(framework, text, unit, word):
    answer = bridge.link(framework, [text], Kept(None))[0]
    assert answer.links[0].unit == unit
    assert word in answer.links[0].words
    assert answer.fits


@pytest.mark.parametrize(
    "text",
    [
        "환자의 혈압과 체온을 재고 투약을 돕는다.",
        "법정에서 의뢰인을 변호하고 소장을 쓴다.",
        "강아지의 털을 깎고 목욕을 시킨다.",
        "...",
    ],
)
def test_link_text_that_nothing_fits_says_so(framework, text):
    assert not bridge.link(framework, [text], Kept(None))[0].fits


def test_link_one_word_that_several_units_have_is_no_link():
    names = ["전지 설계", "전지 제작", "전지 설치", "슬러리 코팅"]
    framework = bridge.prepare([bridge.UnitRow(f"U{n}", name) for n, name in enumerate(names)], Kept(None))
    alone, with_deed, telling = bridge.link(
        framework, ["전지 창고를 지킨다.", "전지 제작 공정을 맡는다.", "슬러리 창고를 지킨다."], Kept(None)
    )
    assert (alone.links, alone.fits) == ((), False)
    assert with_deed.links[0].unit == "U1"
    assert telling.links[0].unit == "U3"


def test_link_words_of_every_trade_alone_are_no_link():
    names = ["전극 코팅 준비", "방전 시험", "조리"]
    framework = bridge.prepare([bridge.UnitRow(f"U{n}", name) for n, name in enumerate(names)], Kept(None))
    bare, telling = bridge.link(framework, ["작업을 준비한다.", "코팅 작업을 준비한다."], Kept(None))
    assert (bare.links, bare.fits) == ((), False)
    assert telling.links[0].unit == "U0"


def test_rarity_words_of_every_trade_tell_less_than_rare_ones():
    common, rare = rarity.of(["작업", "슬러리"])
    assert 0 < common < 0.4 < rare == 1


def test_link_compound_written_otherwise_is_found_by_characters(framework):
    answer = bridge.link(framework, ["전기 저장 장치 소방설계"], Kept(None))[0]
    assert answer.links[0].unit == "U4"


def test_link_order_and_repetition_of_texts_change_nothing(framework):
    texts = ["전극을 코팅한다.", "음식을 조리한다.", "전극을 코팅한다."]
    one, two, three = bridge.link(framework, texts, Kept(None))
    assert one == three
    assert bridge.link(framework, texts[::-1], Kept(None)) == [three, two, one]


def test_link_what_a_person_said_of_a_text_wins(framework):
    text = "믹서에 가루와 액체를 넣고 젓는다."
    judged = [bridge.Judged(text, "U5", True), bridge.Judged(text, "U7", False)]
    before = bridge.link(framework, [text], Kept(None))[0]
    after = bridge.link(framework, [text], Kept(None), judged=judged)[0]
    assert after.links[0].unit == "U5"
    assert after.fits and after.links[0].score > 0.9
    assert after.links[0].is_confirmed_alike
    assert not before.links or before.links[0].score < after.links[0].score


#: Pairs of duty texts: the first is judged by a person, the second comes later; hardly a word is one of the unit's.
TAUGHT = {
    "U1": ("셀을 쌓아 팩 케이스에 넣는 구조를 그린다.", "팩 케이스 속 셀 배치 구조를 그린다."),
    "U5": ("믹서에 가루와 액체를 넣고 점도를 맞춘다.", "믹서 회전수를 바꾸어 점도를 맞춘다."),
    "U6": ("롤을 따라 지나가는 박막의 두께를 잰다.", "롤 간격을 맞추고 박막 두께를 잰다."),
    "U7": ("아이들 점심을 위해 국을 끓인다.", "어르신 점심으로 국을 끓이고 나른다."),
    "U2": ("인버터 기판을 납땜하여 함에 넣는다.", "인버터 함의 기판 납땜을 살핀다."),
}


def test_link_answers_of_persons_improve_later_answers_measurably(framework):
    judged = [bridge.Judged(first, unit, True) for unit, (first, _) in TAUGHT.items()]
    later = [second for _, second in TAUGHT.values()]

    def right(answers):
        return sum(
            bool(answer.links) and answer.links[0].unit == unit for unit, answer in zip(TAUGHT, answers, strict=True)
        )

    before = right(bridge.link(framework, later, Kept(None)))
    after = right(bridge.link(framework, later, Kept(None), judged=judged))
    assert after > before
    assert after >= 4
