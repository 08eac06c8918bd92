"""Competency frameworks as CASE packages (1EdTech Competencies and Academic Standards Exchange 1.0 and 1.1, CFPackage)."""

from naru.document.exchange.case.read import Fault, Faulty, Package, read
from naru.document.exchange.case.write import package_of

__all__ = ["Fault", "Faulty", "Package", "package_of", "read"]
