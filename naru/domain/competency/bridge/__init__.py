"""Units and texts to the text engine, its answers to links with their reasons.

Knows no database: a door or a job hands rows in. What is dear to make (words, vectors, the index) is kept in a folder that
the caller names, and made anew only when what it came from changes.
"""

from naru.domain.competency.bridge.framework import Framework, UnitRow, held, prepare
from naru.domain.competency.bridge.linking import Answer, Judged, Link, link
from naru.engine.text import Weights

__all__ = ["Answer", "Framework", "Judged", "Link", "UnitRow", "Weights", "held", "link", "prepare"]
