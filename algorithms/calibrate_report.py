# SPDX-License-Identifier: GPL-2.0-or-later
"""What `smartpole:calibrate` tells of its bands: sentences, a row for each sector, and the declared numbers."""

import numpy as np

from ..gis.messages import language, text
from ..gis.readers.landcover import clutter_table


def sector_name(row) -> str:
    """Site and azimuth, as the best-server legend has them."""
    return f"{row.site.name or row.site.site_id} {row.sector.azimuth_deg:.0f}°"


def report_text(band, before) -> str:
    """One band's result in the user's language."""
    inner, area = band.calibration, band.calibration.by_area
    worst = max(area.cell_bias_db.items(), key=lambda item: abs(item[1]))
    return text(
        "calibration_report",
        band=band.band,
        count=area.count,
        method=text("calibration_method_" + inner.method.kind + ("_classes" if inner.fit.classes else "")),
        range_m=round(inner.method.range_m),
        before=round(before.rmse_db, 1),
        rmse=round(area.rmse_db, 1),
        bias=round(area.bias_db, 1),
        correlation=round(area.correlation, 2),
        f1=round(area.poorly_f1, 2),
        by_cell="–" if inner.by_cell is None else round(inner.by_cell.rmse_db, 1),
        cell=band.cells[worst[0]],
        cell_bias=round(worst[1], 1),
    )


def class_lines(band, samples, table):
    """One line for each class of land cover that has a term, in the user's language."""
    names = clutter_table(table) if table else {}
    for value in band.calibration.fit.classes:
        yield text(
            "calibration_class",
            band=band.band,
            name=names.get(value, {}).get(language(), str(value)),
            value=value,
            term=f"{band.calibration.fit.terms[f'clutter:{value}']:+.1f}",
            count=int((samples.clutter == value).sum()),
        )


def overall(figures):
    """The declared numbers, over all bands, weighted by their measurements."""
    weight = np.array([count for count, _, _ in figures], float)

    def mean(values, square=False):
        values = np.array(values, float)
        good = np.isfinite(values)
        if not good.any():
            return float("nan")
        average = np.average(values[good] ** (2 if square else 1), weights=weight[good])
        return round(float(np.sqrt(average) if square else average), 3)

    return {
        "COUNT": int(weight.sum()),
        "RMSE_BEFORE": mean([before.rmse_db for _, before, _ in figures], square=True),
        "RMSE": mean([area.rmse_db for _, _, area in figures], square=True),
        "BIAS": mean([area.bias_db for _, _, area in figures]),
        "CORRELATION": mean([area.correlation for _, _, area in figures]),
        "F1": mean([area.poorly_f1 for _, _, area in figures]),
    }


def cell_rows(band, samples, predictions):
    """For each sector: band, site, sector, measurements, bias on areas left out, bias with all its measurements left out."""
    inner = band.calibration
    alone = {} if inner.by_cell is None else inner.by_cell.cell_bias_db
    for cell, bias in inner.by_area.cell_bias_db.items():
        row, count = predictions.rows[cell], int((samples.cell == cell).sum())
        other = alone.get(cell)
        yield [band.band, row.site.site_id, band.cells[cell], count, round(bias, 2), None if other is None else round(other, 2)]
