"""Asks the processor to fetch a cache line before it is needed."""

from typing import Any

from llvmlite import ir
from numba.core import cgutils, config, types
from numba.core.extending import intrinsic
from numba.np import arrayobj


def _codegen(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    array_type = signature.args[0]
    array = arrayobj.make_array(array_type)(context, builder, arguments[0])
    place = builder.gep(array.data, [arguments[1]])
    byte, number = ir.IntType(8), ir.IntType(32)
    function = cgutils.get_or_insert_function(
        builder.module,
        ir.FunctionType(ir.VoidType(), [byte.as_pointer(), number, number, number]),
        "llvm.prefetch.p0",
    )
    builder.call(
        function,
        [builder.bitcast(place, byte.as_pointer()), number(0), number(3), number(1)],
    )
    return context.get_dummy_value()


@intrinsic
def prefetch(typing: Any, array: Any, index: Any) -> Any:
    """prefetch(array, index): one-dimensional array, flat index; no effect on any result."""
    return types.void(array, types.intp), _codegen


def _nothing(array: Any, index: Any) -> None:
    """What it comes to where nothing is compiled (numba's DISABLE_JIT)."""


if config.DISABLE_JIT:  # type: ignore[attr-defined]
    prefetch = _nothing  # type: ignore[assignment]
