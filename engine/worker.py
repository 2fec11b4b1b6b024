# SPDX-License-Identifier: GPL-2.0-or-later
"""A process that applies one function to whatever it is sent; run as a plain script by `workers`.

Arguments: the folder with the function, our package's name and folder, numpy's folder. First it says which Python
and numpy it is. It ends when its input ends or the function fails; whoever sent the item does it then.
"""

import gc
import importlib
import importlib.util
import os
import shutil
import sys
from pathlib import Path


def version() -> tuple:
    """What must be the same on both sides for results to be the same to the last bit."""
    import numpy as np

    return tuple(sys.version_info[:3]), np.__version__


def main(folder: str, package: str, root: str, libraries: str) -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing else shall write where the answers go
    if importlib.util.find_spec("numpy") is None:
        sys.path.append(libraries)
    spec = importlib.util.spec_from_file_location(package, Path(root) / "__init__.py", submodule_search_locations=[root])
    sys.modules[package] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[package])
    wire = importlib.import_module(f"{package}.engine.wire")
    wire.send(answers, version())
    function, maps = wire.load(Path(folder))
    while True:
        try:
            item = wire.receive(sys.stdin.buffer)
        except EOFError:  # the other side is gone and cannot clear up
            break
        wire.send(answers, function(item))
    del function
    gc.collect()  # nothing may hold the maps any more
    for one in maps:
        one.close()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
