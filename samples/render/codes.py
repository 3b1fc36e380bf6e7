"""Makes the dark squares of QR codes."""

import numpy as np
import zxingcpp


def qr_rows(text: str) -> list[list[tuple[int, int]]]:
    """Return a QR code of ``text`` row by row: stretches of dark modules as (first, one past the last).

    There are as many rows as modules in a row; no quiet zone is counted.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    dark = np.asarray(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)) < 128
    rows = []
    for row in dark:
        edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
        rows.append([(int(start), int(stop)) for start, stop in zip(edges[::2], edges[1::2], strict=True)])
    return rows
