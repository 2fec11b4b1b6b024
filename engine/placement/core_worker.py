# SPDX-License-Identifier: GPL-2.0-or-later
"""Solve covering problems exactly, one per line of standard input; run as a plain script in a process of its own.

A line names an .npz file with the problem; the answer is written beside it as <name>.answer.npz. The process ends
when its input does, so it never outlives the program that started it.
"""

import sys
from pathlib import Path

import numpy as np


def solve(data, seconds: float, gap: float):
    """The best y of a covering problem and an upper bound: max s'y + w'z, z <= A'y, z <= 1, G y <= h, y binary.

    Returns (y or None, bound, whether it is proven best).
    """
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    m, n = int(data["m"]), int(data["n"])
    covers = sparse.csr_matrix((np.ones(len(data["indices"])), data["indices"], data["indptr"]), shape=(m, n))
    rows = sparse.csr_matrix((data["row_data"], data["row_indices"], data["row_indptr"]), shape=(len(data["limits"]), m))
    served = sparse.hstack([-covers.T.tocsr(), sparse.eye(n, format="csr")])
    ruled = sparse.hstack([rows, sparse.csr_matrix((rows.shape[0], n))])
    matrix = sparse.vstack([served, ruled]).tocsc()
    limits = np.append(np.zeros(n), data["limits"])
    answer = milp(
        -np.append(data["singles"], data["weights"]),
        constraints=[LinearConstraint(matrix, -np.inf, limits)],
        integrality=np.append(np.ones(m), np.zeros(n)),
        bounds=Bounds(np.append(data["lower"], np.zeros(n)), np.append(data["upper"], np.ones(n))),
        options={"time_limit": seconds, "mip_rel_gap": gap},
    )
    bound = getattr(answer, "mip_dual_bound", None)
    bound = np.inf if bound is None or not np.isfinite(bound) else -float(bound)
    if answer.status == 2:  # infeasible
        return None, -np.inf, True
    y = None if answer.x is None else answer.x[:m] > 0.5
    return y, bound, answer.status == 0


def main() -> None:
    import scipy.optimize  # noqa: F401 -- while the first problem is still being prepared

    for line in sys.stdin:
        path = Path(line.strip())
        with np.load(path, allow_pickle=False) as data:
            y, bound, proven = solve(data, float(data["seconds"]), float(data["gap"]))
        part = path.with_suffix(".part.npz")
        np.savez(part, y=np.zeros(0, bool) if y is None else y, found=y is not None, bound=bound, proven=proven)
        part.replace(path.with_suffix(".answer.npz"))


if __name__ == "__main__":
    main()
