# SPDX-License-Identifier: GPL-2.0-or-later
"""Pages end where a reader would end them, whatever stands on them."""

import shutil
import subprocess

import pytest

pytest.importorskip("qgis.core")

from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from smartpole.gis.reports.pagination import Piece, Strip, pages  # noqa: E402
from smartpole.gis.reports.pdf import write_pdf  # noqa: E402

ROW = 10.0


def column(*keeps, head=None, breaks=()):
    return [Piece(ROW * n, ROW * (n + 1), keep, n in breaks, head) for n, keep in enumerate(keeps)]


def test_a_heading_goes_with_what_follows():
    made = pages(column(False, False, True, False), 30.0)
    assert made == [(Strip(0.0, 20.0),), (Strip(20.0, 40.0),)]


def test_a_page_begins_where_it_is_asked_for_and_repeats_the_head_of_a_table():
    assert pages(column(False, False, breaks=(1,)), 100.0) == [(Strip(0.0, 10.0),), (Strip(10.0, 20.0),)]
    rows = [Piece(0.0, 10.0, True), *(Piece(ROW * n, ROW * (n + 1), head=Strip(0.0, 10.0)) for n in range(1, 7))]
    made = pages(rows, 40.0)
    assert made == [(Strip(0.0, 40.0),), (Strip(0.0, 10.0), Strip(40.0, 70.0))]


def test_what_no_page_can_hold_is_cut_and_a_chain_that_long_breaks():
    assert pages([Piece(0.0, 100.0)], 40.0) == [(Strip(0.0, 40.0),), (Strip(40.0, 80.0),), (Strip(80.0, 100.0),)]
    assert len(pages(column(*[True] * 10), 30.0)) == 4
    assert pages([], 40.0) == [(Strip(0.0, 0.0),)]


@given(st.lists(st.tuples(st.floats(1, 60), st.booleans(), st.booleans()), max_size=60))
def test_everything_is_shown_once_and_fits(drawn):
    pieces, top = [], 0.0
    for height, keep, new_page in drawn:
        pieces.append(Piece(top, top + height, keep, new_page))
        top += height
    made = [strip for page in pages(pieces, 100.0) for strip in page]
    assert sum(strip.height for strip in made) == pytest.approx(top)
    assert all(after.top == pytest.approx(before.bottom) for before, after in zip(made, made[1:]))
    assert all(strip.height <= 100.0 + 1e-6 for strip in made)
    ends = {piece.bottom for piece in pieces}
    assert all(any(abs(strip.bottom - end) < 1e-6 for end in ends) or not pieces for strip in made)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler's pdftotext")
def test_headings_rows_and_heads_of_tables_on_paper(qgis_app, tmp_path):
    """Headings of many lengths of text, a long table with rows of two lines: read back page by page."""
    body = "".join(f"<h2>Heading {n}</h2>" + f"<p>{'words ' * (60 + 37 * n)}</p>" for n in range(12))
    rows = "".join(f"<tr><td>row{n}</td><td>begin{n}<br/>end{n}</td></tr>" for n in range(90))
    body += f"<p>Lead</p><table border='1' cellpadding='3'><thead><tr><th>Name</th><th>Text</th></tr></thead><tbody>{rows}</tbody></table>"
    count = write_pdf(tmp_path / "a.pdf", f"<html><body>{body}</body></html>", tmp_path, "foot")
    said = subprocess.run(["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    sheets = [[line.strip() for line in page.splitlines() if line.strip()] for page in said.split("\f")[:-1]]
    assert len(sheets) == count > 5
    for number, lines in enumerate(sheets):
        text = lines[:-1] if number else lines
        assert not text[-1].startswith(("Heading", "Lead", "Name"))
        assert {n for n in range(90) for line in text if f"begin{n}" in line.split()} == {
            n for n in range(90) for line in text if f"end{n}" in line.split()
        }
        if any("begin" in line for line in text):
            assert any(line.split() == ["Name", "Text"] for line in text)
    assert sum(f"begin{n}" in line.split() for lines in sheets for line in lines for n in range(90)) == 90
