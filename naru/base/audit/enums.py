"""What a look at persons' data was."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LookKind(models.TextChoices):
    VIEW = "view", _("봄")
    LIST = "list", _("목록")
    EXPORT = "export", _("내려받기")
    API = "api", _("API")
