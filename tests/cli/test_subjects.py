"""`naru subjects`: the national curriculum's domains from a file, and what the gap page says of them."""

import pytest

from benchmarks.text import sets
from naru.cli import subjects
from naru.domain.curriculum.models import OfficialDomain
from naru.domain.curriculum.queries import gaps
from tests.factories import make

HEAD = "track,subject,code_prefix,domain,standards\n"
PUBLIC = sets.DATA / "curriculum" / "전문교과_2022_과목_영역.csv"

pytestmark = pytest.mark.django_db


def test_domains_are_loaded_once_and_the_industry_is_found_by_words(tmp_path):
    file = tmp_path / "subjects.csv"
    rows = "화학 공업,에너지 소재,에화 03-01,이차 전지 소재,5\n화학 공업,에너지 소재,에화 04-02,태양 전지 소재,3\n"
    file.write_text("\ufeff" + HEAD + rows)
    here = make.town()
    assert gaps.official(here.lead, here.district) is None
    for _twice in range(2):
        assert subjects.run(file, district=here.district.code, revision="2022", source="시험") == 0
    assert OfficialDomain.objects.count() == 2
    found = gaps.official(here.lead, here.district)
    assert [each.domain for each in found.domains] == ["이차 전지 소재"]
    assert (found.held, found.standards, found.is_whole) == (5, 20_867, False)


def test_wrong_rows_load_nothing_and_another_shape_is_told(tmp_path, capsys):
    here = make.town()
    file = tmp_path / "subjects.csv"
    file.write_text(HEAD + "화학 공업,에너지 소재,에화 03-01,이차 전지 소재,다섯\n")
    assert subjects.run(file, district=here.district.code, revision="2022", source="") == 1
    file.write_text("subject,domain\na,b\n")
    assert subjects.run(file, district=here.district.code, revision="2022", source="") == 2
    assert "track" in capsys.readouterr().err
    assert subjects.run(tmp_path / "none.csv", district=here.district.code, revision="2022", source="") == 2
    assert not OfficialDomain.objects.exists()


@pytest.mark.skipif(not PUBLIC.exists(), reason="the public data folder is not here")
def test_the_whole_2022_curriculum_knows_one_domain_of_secondary_batteries():
    here = make.town()
    assert subjects.run(PUBLIC, district=here.district.code, revision="2022", source="교육부 고시") == 0
    found = gaps.official(here.lead, here.district)
    assert (found.standards, len(found.domains), found.held, found.is_whole) == (20_867, 1, 5, True)
