"""What a learner hopes for of work, kept by themselves, read by their school and by no firm."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.roles import Permission
from naru.domain.competency.models import Occupation
from naru.domain.demand.enums import Shift
from naru.domain.people.models import Learner


class Preference(models.Model):
    """One for each learner; openings are put in order and compared by it. No firm and no centre reads it."""

    learner = models.OneToOneField(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    occupations = models.ManyToManyField(
        Occupation, through="PreferredOccupation", related_name="+", verbose_name=_("희망 직업")
    )
    complex = models.CharField(_("희망 산업단지"), max_length=80, blank=True)
    home = models.CharField(_("사는 곳"), max_length=80, blank=True)
    minutes = models.PositiveSmallIntegerField(_("통근 한도(분)"), null=True, blank=True)
    shift = models.CharField(_("희망 근무 형태"), max_length=5, choices=Shift.choices, blank=True)
    wants_dormitory = models.BooleanField(_("기숙사 희망"), default=False)
    saved_on = models.DateField(_("적은 날"))
    advice = models.CharField(_("조언"), max_length=500, blank=True)
    advised_on = models.DateField(_("조언한 날"), null=True, blank=True)
    adviser = models.CharField(_("조언한 사람"), max_length=120, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("희망 조건")
        ordering = ["-saved_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gt=0, minutes__lte=600),
                name="placement_preference_way_is_of_a_day",
            ),
            models.CheckConstraint(
                condition=Q(advice="", advised_on__isnull=True) | (~Q(advice="") & Q(advised_on__isnull=False)),
                name="placement_preference_advice_has_a_day",
            ),
        ]

    class Privacy:
        person = "learner"
        deleted_with_person = True
        inside = ("id", "saved_on", "advised_on")
        personal = (
            "learner",
            "occupations",
            "complex",
            "home",
            "minutes",
            "shift",
            "wants_dormitory",
            "advice",
            "adviser",
        )

    class Access:
        read = Permission.PLACEMENT_READ
        organisation = ("learner__school",)
        person = ("learner__user", "learner__guardians__user")

    def __str__(self) -> str:
        return f"{self.learner}"


class PreferredOccupation(models.Model):
    """An occupation that a learner hopes for."""

    preference = models.ForeignKey(
        Preference, on_delete=models.CASCADE, related_name="hoped", verbose_name=_("희망 조건")
    )
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    occupation = models.ForeignKey(Occupation, on_delete=models.PROTECT, related_name="+", verbose_name=_("직업"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("희망 직업")
        ordering = ["preference", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["preference", "occupation"], name="placement_preferredoccupation_stands_once"
            ),
        ]

    class Privacy:
        person = "learner"
        deleted_with_person = True
        inside = ("id", "preference")
        personal = ("learner", "occupation")

    class Access:
        read = Permission.PLACEMENT_READ
        organisation = ("learner__school",)
        person = ("learner__user", "learner__guardians__user")

    def __str__(self) -> str:
        return f"{self.occupation}"
