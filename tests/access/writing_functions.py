"""The functions of the store that write, found in its source, and whether each asks who may."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from csp_analytics.paths import ROOT

STORE = ROOT / "csp_analytics" / "store"
# What a writing function does with a store: these three are the only ways to write.
WAYS = ("transaction", "append", "note")
# The rooms that are the ways themselves: what is written through them is asked about by who calls.
THE_WAYS = ("connection.py", "look_only.py", "sights.py", "engines")
ASKING = "require"


@dataclass(frozen=True)
class Writes:
    """A public function that writes: its module and name, and whether it asks (itself or what it calls beside it)."""

    module: str
    name: str
    asks: bool

    @property
    def called(self) -> str:
        """As it is called: ``writing.load``."""
        return f"{self.module}.{self.name}"


def writing_functions(store: Path = STORE) -> list[Writes]:
    """Every public function of a module of the store that writes, itself or through a private one of its module."""
    found = []
    for file in sorted(store.rglob("*.py")):
        if THE_WAYS[-1] in file.parts or file.name in THE_WAYS:
            continue
        functions = {
            one.name: one for one in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(one, ast.FunctionDef)
        }
        for name in functions:
            reached = _reached(name, functions)
            if not name.startswith("_") and any(_writes(functions[one]) for one in reached):
                found.append(Writes(file.stem, name, any(_asks(functions[one]) for one in reached)))
    return found


def _reached(name: str, functions: dict[str, ast.FunctionDef]) -> set[str]:
    """The function, and the private ones of its module that it comes to."""
    reached, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        reached.add(one)
        called = {node.func.id for node in _calls(functions[one]) if isinstance(node.func, ast.Name)}
        waiting += [other for other in called - reached if other in functions and other.startswith("_")]
    return reached


def _calls(function: ast.FunctionDef) -> list[ast.Call]:
    return [node for node in ast.walk(function) if isinstance(node, ast.Call)]


def _writes(function: ast.FunctionDef) -> bool:
    """Whether it calls a way of writing on what it got as a store (and does not add to a list)."""
    stores = _stores(function)
    return any(
        isinstance(node.func, ast.Attribute) and node.func.attr in WAYS and _is_store(node.func.value, stores)
        for node in _calls(function)
    )


def _is_store(value: ast.expr, stores: set[str]) -> bool:
    """Whether something is a store: a name of one, or what a function of that name gives (``open_store(...)``)."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return True
    return isinstance(value, ast.Name) and value.id in stores


def _stores(function: ast.FunctionDef) -> set[str]:
    """Names that hold a store: parameters that say so, and what is called like one."""
    said = {
        one.arg
        for one in [*function.args.args, *function.args.kwonlyargs]
        if one.annotation is not None and "Store" in ast.unparse(one.annotation)
    }
    return said | {"store", "base", "target", "to"}


def _asks(function: ast.FunctionDef) -> bool:
    return any(isinstance(node.func, ast.Name) and node.func.id.startswith(ASKING) for node in _calls(function))
