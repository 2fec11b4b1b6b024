# SPDX-License-Identifier: GPL-2.0-or-later
"""Values as JSON beside raw arrays, for pipes and files between a program and its worker processes.

What goes: None, truth values, numbers, texts, tuples, lists, mappings, arrays (in C order), and by their names our own
dataclasses, named tuples and functions. Nothing else is ever made from what is read; what cannot go raises TypeError.
"""

import importlib
import json
import mmap
import struct
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import FunctionType
from typing import Any, List, Tuple

import numpy as np

LARGE_BYTES = 65_536  #: arrays from this size on are mapped when loaded, so that all who load them share them
_PACKAGE = __name__.rsplit(".", 2)[0]
_NUMBER = struct.Struct("<Q")


def send(stream, value: Any) -> None:
    """Write a value; arrays go as they lie in memory."""
    head, arrays = _encoded(value)
    parts = [head, *(memoryview(array.reshape(-1).view(np.uint8)) for array in arrays)]
    stream.write(b"".join(_NUMBER.pack(number) for number in (len(parts), *map(len, parts))))
    for part in parts:
        stream.write(part)
    stream.flush()


def receive(stream) -> Any:
    """Read a value that `send` wrote; EOFError when the other side is gone."""
    (count,) = _NUMBER.unpack(_exactly(stream, _NUMBER.size))
    sizes = [_NUMBER.unpack(_exactly(stream, _NUMBER.size))[0] for _ in range(count)]
    head, *parts = [_exactly(stream, size) for size in sizes]
    return _decoded(json.loads(head), parts)


def store(value: Any, folder: Path) -> None:
    """Write a value into a folder, each array as a file of its own."""
    head, arrays = _encoded(value)
    for number, array in enumerate(arrays):
        array.tofile(folder / f"{number}.array")
    (folder / "value.json").write_bytes(head)


def load(folder: Path) -> Tuple[Any, List[mmap.mmap]]:
    """(value that `store` wrote, its maps); large arrays are read-only and stay in their files."""
    parts, maps = [], []
    while (path := folder / f"{len(parts)}.array").is_file():
        if path.stat().st_size < LARGE_BYTES:
            parts.append(path.read_bytes())
            continue
        with path.open("rb") as file:
            maps.append(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        parts.append(maps[-1])
    return _decoded(json.loads((folder / "value.json").read_bytes()), parts), maps


def _exactly(stream, size: int) -> bytearray:
    content = bytearray(size)
    view, done = memoryview(content), 0
    while done < size:
        read = stream.readinto(view[done:])
        if not read:
            raise EOFError
        done += read
    return content


def _encoded(value: Any) -> Tuple[bytes, List[np.ndarray]]:
    arrays: List[np.ndarray] = []
    return json.dumps(_plain(value, arrays)).encode(), arrays


def _plain(value: Any, arrays: List[np.ndarray]) -> Any:
    """A value in what JSON knows; its arrays are collected."""
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, np.ndarray) and not value.dtype.hasobject:
        arrays.append(np.ascontiguousarray(value))
        return {"array": len(arrays) - 1, "type": value.dtype.str, "shape": value.shape}
    if isinstance(value, (np.number, np.bool_)):
        return {"number": value.item(), "type": value.dtype.str}
    if type(value) in (tuple, list):
        return {type(value).__name__: [_plain(entry, arrays) for entry in value]}
    if isinstance(value, Mapping):
        return {"mapping": [[_plain(part, arrays) for part in pair] for pair in value.items()]}
    if isinstance(value, FunctionType):
        return {"function": _name(value)}
    if is_dataclass(value) and not isinstance(value, type):
        content = {field.name: _plain(getattr(value, field.name), arrays) for field in fields(value)}
        return {"dataclass": _name(type(value)), "fields": content}
    if isinstance(value, tuple):
        return {"named": _name(type(value)), "values": [_plain(entry, arrays) for entry in value]}
    raise TypeError(f"a value that cannot be sent: {type(value).__name__}")


def _decoded(plain: Any, parts) -> Any:
    if not isinstance(plain, dict):
        return plain
    if "array" in plain:
        return np.frombuffer(parts[plain["array"]], np.dtype(plain["type"])).reshape(plain["shape"])
    if "number" in plain:
        return np.dtype(plain["type"]).type(plain["number"])
    if "mapping" in plain:
        return {_decoded(key, parts): _decoded(value, parts) for key, value in plain["mapping"]}
    if "function" in plain:
        return _found(plain["function"])
    if "dataclass" in plain:
        made = object.__new__(_found(plain["dataclass"]))  # it was checked when it was made
        for name, value in plain["fields"].items():
            object.__setattr__(made, name, _decoded(value, parts))
        return made
    if "named" in plain:
        return _found(plain["named"])(*(_decoded(entry, parts) for entry in plain["values"]))
    kind, entries = next(iter(plain.items()))
    return (tuple if kind == "tuple" else list)(_decoded(entry, parts) for entry in entries)


def _name(thing: Any) -> str:
    """Where a class or function of ours is found: "engine.grid:Grid"."""
    own, name = f"{_PACKAGE}.", thing.__qualname__
    if not thing.__module__.startswith(own) or not name.isidentifier():
        raise TypeError(f"not at the top of a module of ours: {thing.__module__}:{name}")
    return f"{thing.__module__[len(own) :]}:{name}"


def _found(name: str) -> Any:
    module, _, member = name.partition(":")
    return getattr(importlib.import_module(f"{_PACKAGE}.{module}"), member)
