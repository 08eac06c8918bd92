"""An opening as schema.org JobPosting (https://schema.org/JobPosting), with facts only: no person stands in it."""

from typing import Any

from naru.domain.demand.enums import Shift
from naru.domain.placement.models import Opening
from naru.domain.placement.queries import rounds


def of(opening: Opening, address: str) -> dict[str, Any]:
    """JSON-LD of one opening; what is not known is left out."""
    required: list[str] = []
    wanted: list[str] = []
    for each in rounds.asked_units(opening):
        (required if each.is_required else wanted).append(each.unit.name)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "url": address,
        "identifier": {"@type": "PropertyValue", "name": opening.district.code, "value": opening.code},
        "title": opening.title,
        "description": f"{opening.title} · {opening.occupation.name} · {opening.seats}명",
        "hiringOrganization": {"@type": "Organization", "name": opening.firm.name},
        "occupationalCategory": f"{opening.occupation.code} {opening.occupation.name}",
        "employmentType": "FULL_TIME",
        "totalJobOpenings": opening.seats,
        "validThrough": opening.deadline.isoformat(),
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": opening.workplace or opening.firm.address,
                "addressCountry": "KR",
            },
        },
    }
    if opening.opened_on:
        found["datePosted"] = opening.opened_on.isoformat()
    if opening.wage:
        value = {"@type": "QuantitativeValue", "value": opening.wage, "unitText": "YEAR"}
        found["baseSalary"] = {"@type": "MonetaryAmount", "currency": "KRW", "value": value}
    if opening.starts_on:
        found["jobStartDate"] = opening.starts_on.isoformat()
    if opening.hours or opening.shift:
        shift = str(Shift(opening.shift).label) if opening.shift else ""
        found["workHours"] = " · ".join(
            each for each in (f"{opening.hours} h/week" if opening.hours else "", shift) if each
        )
    if opening.required_licences or required:
        found["qualifications"] = ", ".join([*filter(None, [opening.required_licences]), *required])
    if opening.wanted_licences or wanted:
        found["skills"] = ", ".join([*filter(None, [opening.wanted_licences]), *wanted])
    benefits = (opening.has_dormitory, "dormitory"), (opening.has_commuting_aid, "commuting aid")
    named = [word for has, word in benefits if has] + ([opening.benefits] if opening.benefits else [])
    if named:
        found["jobBenefits"] = ", ".join(named)
    return found
