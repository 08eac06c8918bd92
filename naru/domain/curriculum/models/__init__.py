"""The tables of the room: departments and courses, curriculum tables, planning, requests, supply."""

from naru.domain.curriculum.models.course import (
    Course,
    CourseEquipment,
    CourseUnit,
    Equipment,
    OfficialDomain,
    Prerequisite,
)
from naru.domain.curriculum.models.department import Department, Seats
from naru.domain.curriculum.models.request import Campaign, Correction, Opinion, Request, TeacherNeed
from naru.domain.curriculum.models.study import Option, Study
from naru.domain.curriculum.models.supply import RegionalMean, SupplyCount, SupplyTarget
from naru.domain.curriculum.models.table import Slot, Table, TrainingProposal

__all__ = [
    "Campaign",
    "Correction",
    "Course",
    "CourseEquipment",
    "CourseUnit",
    "Department",
    "Equipment",
    "OfficialDomain",
    "Opinion",
    "Option",
    "Prerequisite",
    "RegionalMean",
    "Request",
    "Seats",
    "Slot",
    "Study",
    "SupplyCount",
    "SupplyTarget",
    "Table",
    "TeacherNeed",
    "TrainingProposal",
]
