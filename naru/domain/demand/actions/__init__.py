"""Deeds of the room demand."""

from naru.domain.demand.actions.figures import Published, load_figures
from naru.domain.demand.actions.needs import record_signal, record_tracks, revise_need, state_need
from naru.domain.demand.actions.postings import Advertised, add_postings, merge_postings
from naru.domain.demand.actions.steps import Terms, WantedUnits
from naru.domain.demand.actions.surveys import (
    Answered,
    address_asks,
    answer,
    close_survey,
    hand_link,
    open_survey,
    remind,
    remind_by_timer,
    reopen,
    stop_reminders,
    take_back_reminder,
)

__all__ = [
    "Advertised",
    "Answered",
    "Published",
    "Terms",
    "WantedUnits",
    "add_postings",
    "address_asks",
    "answer",
    "close_survey",
    "hand_link",
    "load_figures",
    "merge_postings",
    "open_survey",
    "record_signal",
    "record_tracks",
    "remind",
    "remind_by_timer",
    "reopen",
    "revise_need",
    "state_need",
    "stop_reminders",
    "take_back_reminder",
]
