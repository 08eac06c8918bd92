"""The e-mail of an invitation: Korean first, English below; it names no third person's data."""

import logging

from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.translation import gettext

from naru.base.admission.models import Invitation

log = logging.getLogger(__name__)


def invitation(row: Invitation, link: str) -> bool:
    """Sends the link to the invited address; False when the mail server did not take it."""
    texts, subjects = [], []
    for language in ("ko", "en"):
        with translation.override(language):
            place = row.organisation or row.district
            values = {
                "place": place.label if place else "",
                "role": row.get_role_display(),
                "until": timezone.localtime(row.expires_at).strftime("%Y-%m-%d %H:%M") if row.expires_at else "",
                "link": link,
            }
            subjects.append(gettext("나루에 초대합니다"))
            texts.append(
                gettext(
                    "%(place)s의 %(role)s 역할로 나루에 초대합니다.\n\n"
                    "아래 링크를 열어 수락해 주십시오. %(until)s까지 한 번만 열리며, 이 이메일의 주인만 쓸 수 있습니다.\n\n"
                    "%(link)s\n\n"
                    "초대를 바라지 않으시면 이 이메일을 지워 주십시오."
                )
                % values
            )
    try:
        send_mail(" / ".join(subjects), "\n\n----\n\n".join(texts), None, [row.email])
    except OSError as error:
        # The address and the link stay out of the log; the row says that nothing was sent.
        log.error("invitation %s was not sent: %s", row.pk, type(error).__name__)
        return False
    return True
