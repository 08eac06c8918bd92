"""What firms need, what they were asked, what they advertised, and public figures beside it."""

from naru.domain.demand.models.figures import Figure
from naru.domain.demand.models.needs import SCHOOLS, Need, Revision, Signal, Track, WantedUnit
from naru.domain.demand.models.postings import Posting
from naru.domain.demand.models.surveys import Ask, Survey

__all__ = ["SCHOOLS", "Ask", "Figure", "Need", "Posting", "Revision", "Signal", "Survey", "Track", "WantedUnit"]
