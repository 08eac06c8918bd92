"""Competency frameworks as CASE packages (1EdTech Competencies and Academic Standards Exchange 1.0 and 1.1, CFPackage)."""

from naru.document.exchange.case.read import MOST_FAULTS, Departure, Fault, Faulty, Package, read
from naru.document.exchange.case.write import package_of

__all__ = ["MOST_FAULTS", "Departure", "Fault", "Faulty", "Package", "package_of", "read"]
