"""Particles after any word, and finding by initials, on the database of the run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naru.base.district.models import Organisation
from naru.base.hangul import lookups, particles, syllables
from tests.factories import make

WORDS = [
    ("학교", "를", "는", "가", "로", "와"),
    ("포항", "을", "은", "이", "으로", "과"),
    ("서울", "을", "은", "이", "로", "과"),
    ("2026", "을", "은", "이", "으로", "과"),
    ("12", "를", "는", "가", "로", "와"),
    ("1", "을", "은", "이", "로", "과"),
    ("NCS", "를", "는", "가", "로", "와"),
    ("excel", "을", "은", "이", "로", "과"),
    ("plan", "을", "은", "이", "으로", "과"),
    ("66.0 %", "를", "는", "가", "로", "와"),
    ("김**", "을", "은", "이", "으로", "과"),
    ("'학생'", "을", "은", "이", "으로", "과"),
    ("‘에코프로’", "를", "는", "가", "로", "와"),
    ("에코프로(주)", "를", "는", "가", "로", "와"),
    ("전지 개론 (LM-1)", "을", "은", "이", "으로", "과"),
    ("", "를", "는", "가", "로", "와"),
]


@pytest.mark.parametrize(("word", "object_", "topic", "subject", "towards", "with_"), WORDS)
def test_particle_follows_the_sound_of_the_word(word, object_, topic, subject, towards, with_):
    assert particles.chosen(word, "을(를)") == object_
    assert particles.chosen(word, "은(는)") == topic
    assert particles.chosen(word, "이(가)") == subject
    assert particles.chosen(word, "(으)로") == towards
    assert particles.chosen(word, "과(와)") == with_
    assert particles.attach(word, "을(를)") == f"{word}{object_}"


def test_settle_settles_every_pair_of_a_sentence():
    text = "'포항'은(는) 학교이(가) 아니라 서울(으)로 가는 길을(를) 2026과(와) 봅니다."
    assert particles.settle(text) == "'포항'은 학교가 아니라 서울로 가는 길을 2026과 봅니다."
    assert particles.settle("Nothing to settle (here).") == "Nothing to settle (here)."
    assert particles.settle("은(는)") == "은(는)"


@given(st.text(), st.sampled_from(sorted(particles.PAIRS)))
def test_settled_sentence_holds_one_of_the_two_and_nothing_else_changes(word, pair):
    if word.strip() and not any(each in word for each in particles.PAIRS):
        settled = particles.settle(f"{word}{pair} 끝")
        assert settled in {f"{word}{each} 끝" for each in particles.PAIRS[pair]}


def test_initials_of_syllables():
    assert [syllables.initial_of(sign) for sign in "포항 흥해A"] == ["ㅍ", "ㅎ", " ", "ㅎ", "ㅎ", "A"]
    assert syllables.range_of_initial("ㅎ") == ("하", "힣")
    assert syllables.has_initials("ㅍ") and syllables.has_initials("ㄳ") and not syllables.has_initials("포항")


NAMES = [
    "포항흥해공업고등학교",
    "포항제철공업고등학교",
    "한국해양마이스터고등학교",
    "예시 전지[주]*?",
    "POSCO Future M",
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("strewn", "ㅍㅎㅎㄱ", {0, 1}),
        ("strewn", "흥해공고", {0}),
        ("strewn", "포철공고", {1}),
        ("strewn", "ㅎㅎㅁ", {2}),
        ("spelled", "ㅎㅎㄱㅇ", {0}),
        ("spelled", "흥해고", {0}),  # a half-typed syllable: 고 → 공
        ("spelled", "ㅈㅊ", {1}),
        ("spelled", "ㅇㅅㅈㅈ", {3}),
        ("spelled", "posco f", {4}),
        ("spelled", "[주]", {3}),
        ("spelled", "*", {3}),
        ("spelled", "?", {3}),
        ("spelled", ".", set()),
        ("spelled", "%", set()),
        ("spelled", "_", set()),
        ("spelled", "\\", set()),
        ("spelled", "^", set()),
        ("spelled", "'; drop", set()),
    ],
)
def test_lookup_finds_by_initials_and_takes_every_other_sign_as_it_is(path, text, expected):
    made = [make.organisation("school", name=name) for name in NAMES]
    found = Organisation.objects.filter(**{f"name__{path}": text}).values_list("pk", flat=True)
    assert set(found) == {made[number].pk for number in expected}


@pytest.mark.django_db
@given(st.text(alphabet=st.characters(blacklist_characters="\x00", blacklist_categories=("Cs",)), max_size=12))
def test_no_query_breaks_the_lookup(text):
    list(Organisation.objects.filter(name__spelled=text)[:1])
    list(Organisation.objects.filter(name__strewn=text)[:1])


#: No single consonants: typed, they stand for every syllable that begins with them.
SYLLABLES = st.integers(0xAC00, 0xD7A3).map(chr)
PERSONS = ["김서준", "남궁민수", "Nguyen Van An", "이서", "응우옌 반 안", "%_김", "2024-00777-1", "예시 이도윤"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("named", "김서준", {0}),
        ("named", "김", {0, 5}),
        ("named", "서준", {0}),
        ("named", "준", {0}),
        ("named", "서", {0, 3}),
        ("named", "ㅅㅈ", {0}),
        ("named", "ㄱㅅㅈ", {0}),
        ("named", "ㅅ", {0, 3}),
        ("named", "ㄴㄱㅁㅅ", {1}),
        ("named", "민수", {1}),
        ("named", "민ㅅ", {1}),
        ("named", "nguyen v", {2}),
        ("named", "NGUYEN", {2}),
        ("named", "응우옌 반", {4}),
        ("named", "ㅇㅇㅇㅂㅇ", {4}),
        ("named", "van", {2}),
        ("named", "이도윤", {7}),
        ("named", "도윤", {7}),
        ("named", "ㅇㄷㅇ", {7}),
        ("named", "예시", {7}),
        ("named", "%", {5}),
        ("named", "없음", set()),
        ("numbered", "김서", {0}),
        ("numbered", "서준", set()),
        ("numbered", "2024-007", {6}),
        ("numbered", "00777", {6}),
        ("numbered", "0777", set()),
        ("numbered", "_", set()),
    ],
)
def test_person_is_found_by_the_beginnings_of_the_name(path, text, expected):
    made = [make.organisation("school", name=name) for name in PERSONS]
    found = Organisation.objects.filter(**{f"name__{path}": text}).values_list("pk", flat=True)
    assert set(found) == {made[number].pk for number in expected}


@pytest.mark.django_db
@given(st.text(alphabet=st.characters(min_codepoint=33, blacklist_categories=("Cs", "Lo")) | SYLLABLES, max_size=12))
def test_every_beginning_of_a_name_finds_it_and_nothing_that_is_not_in_it_does(text):
    word = text.strip()
    if not word or any(sign.isspace() for sign in word):
        return
    for before in ("", "가", "가나"):
        here = make.organisation("school", name=f"{before}{word}")
        assert Organisation.objects.filter(name__named=word, pk=here.pk).exists()
    here = make.organisation("school", name="다라마")
    is_in_it = Organisation.objects.filter(name__spelled=word, pk=here.pk).exists()
    assert Organisation.objects.filter(name__named=word, pk=here.pk).exists() == is_in_it


def test_joined_initials_are_parted():
    assert lookups.classes("ㄳ") == lookups.classes("ㄱㅅ")
