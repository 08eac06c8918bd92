"""Who sees names, what the others see, and the class of a field."""

import pytest

from naru.base.accounts.enums import Role
from naru.base.privacy import classes, masking
from naru.base.privacy.classes import FieldClass
from naru.domain.people.models import Learner
from tests.factories import make


@pytest.mark.parametrize(
    ("name", "masked"), [("김나루", "김**"), ("예시 김나루", "예시 김**"), ("남궁 민", "남**"), ("", "**")]
)
def test_masked_name_keeps_the_first_syllable_and_the_examples_mark(name, masked):
    assert masking.mask_name(name) == masked


@pytest.mark.parametrize(("number", "masked"), [("20240001", "20******"), ("20", "20"), ("2", "2"), ("", "")])
def test_masked_number_keeps_its_length(number, masked):
    assert masking.mask_number(number) == masked


@pytest.mark.django_db
def test_name_is_whole_for_whoever_works_with_it_or_owns_it():
    here = make.town()
    student = make.account_of(make.learner(here.school))
    city = make.user(Role.CITY, district=here.district)
    for viewer in (here.coordinator, here.teacher, make.user(Role.DPO, district=here.district)):
        assert masking.shown_name("김나루", viewer) == "김나루"
    for viewer in (student, city, here.hr, here.dean, make.user()):
        assert masking.shown_name("김나루", viewer) == "김**"
    assert masking.shown_name("김나루", student, is_own=True) == "김나루"


def test_class_of_a_field_is_what_the_model_says():
    assert classes.class_of(Learner, "name") == FieldClass.PERSONAL
    assert classes.class_of(Learner, "school") == FieldClass.INSIDE
    with pytest.raises(LookupError):
        classes.class_of(Learner, "resident_number")


def test_no_resident_number_is_kept_anywhere():
    names = {field.name for model in classes.own_models() for field in model._meta.concrete_fields}
    assert not {name for name in names if "resident" in name or "rrn" in name or "jumin" in name}
