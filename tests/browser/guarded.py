"""Prepares a small installation in which the second factor is wanted.

python -m tests.browser.guarded      into the database that the environment names
"""

import os

PASSWORD = "naru-guarded-1"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naru.config.settings")
    import django

    django.setup()
    from naru.base.accounts.enums import Role
    from naru.base.accounts.models import User
    from naru.cli import running
    from tests.factories import make

    running.migrate()
    here = make.district("here")
    school = make.school(here, code="school")
    make.school(here, code="other-school")
    for name, role in (("lead", Role.SCHOOL_LEAD), ("teacher", Role.TEACHER), ("second", Role.TEACHER)):
        make.user(role, organisation=school, email=f"{name}@school.example")
    make.user(Role.STUDENT, organisation=school, email="student@school.example")
    for name in ("coordinator", "deputy"):
        make.user(Role.COORDINATOR, district=here, email=f"{name}@district.example")
    for each in User.objects.all():
        each.set_password(PASSWORD)
        each.save()


if __name__ == "__main__":
    main()
