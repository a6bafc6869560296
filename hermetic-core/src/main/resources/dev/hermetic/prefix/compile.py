"""Compiles files given on standard input as "source TAB compiled TAB name in tracebacks" lines.

The same source gives the same bytes: the .pyc is bound to its source by a hash that is not checked
(PEP 552), and does not depend on what else this process has seen.
"""
import sys

if sys.path and not sys.path[0]:
    del sys.path[0]

import importlib.util
import io
import marshal
import os
import warnings

UNCHECKED_HASH = (1).to_bytes(4, "little")


def hold(value, held):
    # marshal marks what is referred to more than once, and counts references of the whole process.
    # With one more for everything the marks are always the same.
    held.append(value)
    if isinstance(value, (tuple, frozenset)):
        for item in value:
            hold(item, held)
    elif isinstance(value, type(hold.__code__)):
        for name in ("co_consts", "co_names", "co_varnames", "co_freevars", "co_cellvars",
                     "co_filename", "co_name", "co_qualname"):
            hold(getattr(value, name, None), held)


def compile_file(source, compiled, shown):
    with open(source, "rb") as file:
        text = file.read()
    code = compile(text, shown, "exec", dont_inherit=True, optimize=0)
    held = []
    hold(code, held)
    header = importlib.util.MAGIC_NUMBER + UNCHECKED_HASH + importlib.util.source_hash(text)
    try:
        os.unlink(compiled)
    except FileNotFoundError:
        pass
    with open(compiled, "xb") as file:
        file.write(header + marshal.dumps(code))


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 3000))
    for line in io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", newline="\n"):
        source, compiled, shown = line.rstrip("\n").split("\t")
        try:
            compile_file(source, compiled, shown)
        except (SyntaxError, ValueError, RecursionError, OverflowError):
            # Templates and files for other versions of Python: they stay as they are.
            pass


main()
