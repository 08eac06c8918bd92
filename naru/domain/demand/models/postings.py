"""Jobs that firms advertised somewhere."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, Organisation
from naru.domain.competency.models import Occupation
from naru.domain.demand.models.needs import SCHOOLS


class Posting(models.Model):
    """A job that a firm advertised somewhere; `merged_into`: the posting of which a person said that it is the same."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구"))
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("기업"))
    occupation = models.ForeignKey(
        Occupation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("직업")
    )
    title = models.CharField(_("제목"), max_length=200)
    body = models.TextField(_("글"), blank=True)
    seats = models.PositiveIntegerField(_("모집 인원"), null=True, blank=True)
    posted_on = models.DateField(_("올라온 날"))
    expires_on = models.DateField(_("마감일"))
    source = models.CharField(_("출처"), max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("같은 공고")
    )
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("모은 채용공고")
        ordering = ["-posted_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=models.F("posted_on")), name="demand_posting_ends_after_it_begins"
            ),
        ]

    class Privacy:
        inside = (
            "id",
            "district",
            "firm",
            "occupation",
            "title",
            "body",
            "seats",
            "posted_on",
            "expires_on",
            "source",
            "merged_into",
            "is_example",
        )

    class Access:
        read = Permission.DEMAND_READ
        district = ("district",)
        organisation = ("firm",)
        shared = ("district",)
        shared_roles = SCHOOLS

    def __str__(self) -> str:
        return self.title
