"""`naru subjects`: the subjects and domains of the national curriculum, from CSV or XLSX, through the workbook's own checks."""

import sys
import tempfile
from pathlib import Path

import polars as pl

from naru.cli import exchange
from naru.document.exchange.sheets import curriculum_plans

#: Column of the file: column of the sheet.
COLUMNS = {"track": "track", "subject": "subject", "code_prefix": "code", "domain": "domain", "standards": "standards"}


def run(file: Path, *, district: str, revision: str, source: str) -> int:
    """`district`: under which the load is audited; the rows are everybody's.

    0 when loaded, 1 when rows have faults (all named, nothing loaded), 2 when the file has another shape.
    """
    try:
        if file.suffix.lower() == ".xlsx":
            frame = pl.read_excel(file, infer_schema_length=0)
        else:
            frame = pl.read_csv(file, infer_schema=False, encoding="utf8")
    except (OSError, pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        print(f"{file}: 읽을 수 없습니다({type(error).__name__}).", file=sys.stderr)
        return 2
    frame = frame.rename({name: name.lstrip("\ufeff") for name in frame.columns})
    lacking = [name for name in COLUMNS if name not in frame.columns]
    if lacking:
        print(f"{file}: 열이 없습니다: {', '.join(lacking)}. 필요한 열: {', '.join(COLUMNS)}", file=sys.stderr)
        return 2
    sheet = curriculum_plans.OFFICIAL_DOMAINS
    titles = {each.name: each.title for each in sheet.columns}
    found = frame.select(
        pl.lit(revision).alias(titles["revision"]),
        *[pl.col(given).alias(titles[name]) for given, name in COLUMNS.items()],
        pl.lit(source).alias(titles["source"]),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "subjects.csv"
        path.write_bytes(b"\xef\xbb\xbf" + found.write_csv().encode())
        return exchange.load(path, is_check=False, district=district, only=sheet.title, marked=None, as_json=False)
