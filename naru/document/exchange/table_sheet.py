"""A curriculum table as a sheet in the form that schools know; read back by `table_file`."""

import io

import xlsxwriter
from django.utils.translation import gettext

from naru.domain.curriculum.enums import CourseKind
from naru.domain.curriculum.queries import tables as reads
from naru.domain.curriculum.rules import table as rules

#: The column that names a course beyond doubt; it stands after what schools know.
CODE = 11


def workbook(view: reads.View) -> bytes:
    """By area and course, credits by year and term, sums below; landscape, one page wide."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(gettext("편제표"))
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "bg_color": "#e9eef6"})
    plain, number = book.add_format({"border": 1}), book.add_format({"border": 1, "align": "center"})
    bold = book.add_format({"border": 1, "bold": True, "align": "center"})
    table = view.table
    title = gettext("%(year)s학년도 입학생 %(school)s %(department)s 교육과정 편제표") % {
        "year": table.intake_year,
        "school": table.department.school.label,
        "department": table.department.name,
    }
    sheet.merge_range(0, 0, 0, CODE, title, book.add_format({"bold": True, "align": "center", "font_size": 14}))
    for column, words in enumerate((gettext("구분"), gettext("과목"), gettext("기준 학점"), gettext("운영 학점"))):
        sheet.merge_range(1, column, 2, column, words, head)
    for grade in range(3):
        words = gettext("%(grade)s학년") % {"grade": grade + 1}
        sheet.merge_range(1, 4 + grade * 2, 1, 5 + grade * 2, words, head)
        for half in range(2):
            sheet.write(2, 4 + grade * 2 + half, gettext("%(half)s학기") % {"half": half + 1}, head)
    sheet.merge_range(1, 10, 2, 10, gettext("비고"), head)
    sheet.merge_range(1, CODE, 2, CODE, gettext("과목 코드"), head)
    row = 3
    for area in view.areas:
        first = row
        for each in area.rows:
            sheet.write(row, 0, str(area.title), plain)
            sheet.write_string(row, 1, each.course.name, plain)
            sheet.write(row, 2, each.course.credits, number)
            sheet.write(row, 3, each.sum, number)
            for term, credits in each.cells:
                sheet.write(row, 3 + term, credits or "", number)
            sheet.write_string(row, 10, str(CourseKind(each.course.kind).label), plain)
            sheet.write_string(row, CODE, each.course.code, plain)
            row += 1
        sheet.write(row, 0, str(area.title), bold)
        sheet.write(row, 1, gettext("소계"), bold)
        sheet.write(row, 2, "", bold)
        letters = "DEFGHIJ"
        for place, letter in enumerate(letters):
            if row > first:
                figure = area.sum if place == 0 else sum(dict(each.cells)[place] for each in area.rows)
                sheet.write_formula(row, 3 + place, f"=SUM({letter}{first + 1}:{letter}{row})", bold, figure)
            else:
                sheet.write(row, 3 + place, 0, bold)
        sheet.write(row, 10, gettext("최소 %(least)s") % {"least": area.least}, bold)
        sheet.write(row, CODE, "", bold)
        row += 1
    sheet.write(row, 0, gettext("합계"), bold)
    sheet.write(row, 1, "", bold)
    sheet.write(row, 2, "", bold)
    sheet.write(row, 3, view.sums.total, bold)
    for term in rules.TERMS:
        sheet.write(row, 3 + term, view.sums.terms[term], bold)
    sheet.write(row, 10, gettext("최소 %(least)s") % {"least": view.least}, bold)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 9, 8)
    sheet.write(row, CODE, "", bold)
    sheet.set_column(10, 10, 16)
    sheet.set_column(CODE, CODE, 12)
    sheet.freeze_panes(3, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()
