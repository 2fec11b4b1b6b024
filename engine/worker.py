# SPDX-License-Identifier: GPL-2.0-or-later
"""A process that applies one function to whatever it is sent; run as a plain script by `workers`, and imported there.

Arguments: the folder with the function, our package's name and folder, numpy's folder. First it says which Python
and numpy it is. It ends when its input ends or the function fails; whoever sent the item does it then. Everything read
here was written by the process that started this one.
"""

import gc
import importlib.util
import mmap
import os
import pickle  # nosec B403 -- between a process and its own child, see above
import shutil
import struct
import sys
from pathlib import Path

PROTOCOL = 5  # arrays travel beside the pickle, without a copy
LARGE_BYTES = 65_536  #: arrays from this size on are shared by all workers as files
_NUMBER = struct.Struct("<Q")


def send(stream, value) -> None:
    """Write a value; arrays go as they lie in memory."""
    buffers = []
    head = pickle.dumps(value, PROTOCOL, buffer_callback=buffers.append)
    parts = [memoryview(head), *(buffer.raw() for buffer in buffers)]
    stream.write(b"".join(_NUMBER.pack(number) for number in (len(parts), *(part.nbytes for part in parts))))
    for part in parts:
        stream.write(part)
    stream.flush()


def receive(stream):
    """Read a value that `send` wrote; EOFError when the other side is gone."""
    (count,) = _NUMBER.unpack(_exactly(stream, _NUMBER.size))
    sizes = [_NUMBER.unpack(_exactly(stream, _NUMBER.size))[0] for _ in range(count)]
    head, *buffers = [_exactly(stream, size) for size in sizes]
    return pickle.loads(head, buffers=buffers)  # nosec B301 -- see above


def _exactly(stream, size: int) -> bytearray:
    content = bytearray(size)
    view, done = memoryview(content), 0
    while done < size:
        read = stream.readinto(view[done:])
        if not read:
            raise EOFError
        done += read
    return content


def store(value, folder: Path) -> None:
    """Write a value into a folder: its large arrays as files of their own."""
    large = []

    def in_band(buffer) -> bool:
        if buffer.raw().nbytes < LARGE_BYTES:
            return True
        large.append(buffer)
        return False

    head = pickle.dumps(value, PROTOCOL, buffer_callback=in_band)
    for number, buffer in enumerate(large):
        (folder / f"{number}.array").write_bytes(buffer.raw())
    (folder / "value.pickle").write_bytes(head)


def load(folder: Path):
    """(value that `store` wrote, its maps): large arrays are read-only and stay in their files, shared by all who load them."""
    maps = []
    while (path := folder / f"{len(maps)}.array").is_file():
        with path.open("rb") as file:
            maps.append(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    return pickle.loads((folder / "value.pickle").read_bytes(), buffers=maps), maps  # nosec B301 -- see above


def version() -> tuple:
    """What must be the same on both sides for results to be the same to the last bit."""
    import numpy as np

    return sys.version_info[:3], np.__version__


def main(folder: str, package: str, root: str, libraries: str) -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing else shall write where the answers go
    if importlib.util.find_spec("numpy") is None:
        sys.path.append(libraries)
    spec = importlib.util.spec_from_file_location(package, Path(root) / "__init__.py", submodule_search_locations=[root])
    sys.modules[package] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[package])
    send(answers, version())
    function, maps = load(Path(folder))
    while True:
        try:
            item = receive(sys.stdin.buffer)
        except EOFError:  # the other side is gone and cannot clear up
            break
        send(answers, function(item))
    del function
    gc.collect()  # nothing may hold the maps any more
    for one in maps:
        one.close()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
