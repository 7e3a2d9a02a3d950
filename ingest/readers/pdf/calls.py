"""One C function called once for each row of its arguments: all calls of a page at native speed.

A call by ctypes takes ten times what PDFium takes for a glyph. The foreign functions of LuaJIT are compiled
with the loop around them: a call costs next to nothing. Where no LuaJIT comes with `lupa` (on macOS), ctypes
calls them row by row, with the same results.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]
# How a type of a column is called in C and in ctypes; a handle or an address is a number of 64 bits.
_TYPES: dict[str, tuple[str, Any]] = {
    "i4": ("int32_t", ctypes.c_int32),
    "u4": ("uint32_t", ctypes.c_uint32),
    "u8": ("uint64_t", ctypes.c_uint64),
    "f4": ("float", ctypes.c_float),
    "f8": ("double", ctypes.c_double),
}


@dataclass(frozen=True, slots=True)
class Function:
    """A C function: its address, types of what it returns and takes, and what it writes.

    `writes` are `fields` numbers of one type, which its last arguments say where to put: one address for
    all of them if it `is_struct`, one for each if not. It returns zero then if it could not.
    """

    address: int
    returns: str
    takes: tuple[str, ...]
    writes: str = "f4"
    fields: int = 0
    is_struct: bool = False


_LUAJIT = "lupa.luajit21"
Loop = Callable[..., Column]
"""What a function wrote for each row of its columns, or what it returned if it writes nothing."""


def loop_of(function: Function) -> Loop:
    """Calls the function once for each row of the columns it gets, by the quickest way there is."""
    return compiled(function) if has_luajit() else row_by_row(function)


def compiled(function: Function) -> Loop:
    """The loop as LuaJIT compiles it."""
    run = _maker()(
        function.address,
        _TYPES[function.returns][0],
        " ".join(_TYPES[kind][0] for kind in function.takes),
        _TYPES[function.writes][0],
        function.fields,
        function.is_struct,
    )

    def fill(results: Column, columns: list[Column]) -> None:
        run(len(results), _address(results), *map(_address, columns))

    return _loop(function, fill)


def row_by_row(function: Function) -> Loop:
    """The loop by ctypes."""
    many = min(function.fields, 1) if function.is_struct else function.fields
    takes = [_TYPES[kind][1] for kind in function.takes]
    prototype = ctypes.PYFUNCTYPE(_TYPES[function.returns][1], *takes, *[ctypes.c_size_t] * many)
    call = prototype(function.address)

    def fill(results: Column, columns: list[Column]) -> None:
        arguments = [column.tolist() for column in columns]
        if not many:
            results[:] = list(map(call, *arguments))
            return
        start, size, width = _address(results), results.itemsize, results.strides[0]
        end = start + width * len(results)
        fields = (range(start + size * field, end + size * field, width) for field in range(many))
        results[np.array(list(map(call, *arguments, *fields))) == 0] = 0

    return _loop(function, fill)


def _loop(function: Function, fill: Callable[[Column, list[Column]], None]) -> Loop:
    """What goes around the calls: columns of the right types and of one length, room for the results."""
    takes = [np.dtype(kind) for kind in function.takes]
    result = np.dtype(function.writes if function.fields else function.returns)

    def loop(*columns: Column) -> Column:
        held = list(map(np.ascontiguousarray, columns, takes))
        rows = len(held[0])
        if len(columns) != len(takes) or {*map(len, held)} != {rows}:
            raise ValueError("columns of several lengths, or too few")
        results = np.zeros((rows, function.fields) if function.fields else rows, result)
        if rows:
            fill(results, held)
        return results

    return loop


@cache
def has_luajit() -> bool:
    """Whether LuaJIT came with `lupa`."""
    return find_spec(_LUAJIT) is not None


@cache
def _maker() -> Any:
    source = files(__package__).joinpath("calls.lua").read_text("utf-8")
    return import_module(_LUAJIT).LuaRuntime(register_eval=False, register_builtins=False).execute(source)


_byte_of = ctypes.c_char.from_buffer


def _address(column: Column) -> int:
    """Where the numbers of a column that is not empty lie, in a quarter of the time of its `ctypes.data`."""
    return ctypes.addressof(_byte_of(column.data))
