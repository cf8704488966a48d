#!/usr/bin/env python3
"""The part of the stock Typst command line that the comparison of pages needs, by the PyPI wheel `typst`.

The wheel wraps the engine that the program is built with, and comes in seconds where the command line is
a build of many minutes. The benchmarks need the command line itself: they compare whole processes.
"""

import argparse
import pathlib
import tempfile

import typst


def version() -> str:
    """Returns the version of the engine, as the command line writes it."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "version.typ")
        source.write_text("#metadata(sys.version.at(0)) <v>\n#metadata(sys.version.at(1)) <v>\n"
                          "#metadata(sys.version.at(2)) <v>\n")
        found = typst.query(str(source), "<v>", field="value")
    numbers = "".join(c for c in found if c.isdigit() or c == ",")
    return f"typst {numbers.replace(',', '.')}"


def compile(words: argparse.Namespace) -> None:
    """Compiles a source to one picture for each page, `{p}` in their names."""
    made = typst.compile(
        words.input,
        font_paths=[words.font_path],
        ignore_system_fonts=words.ignore_system_fonts,
        format="svg",
    )
    for number, page in enumerate(made if isinstance(made, list) else [made], start=1):
        pathlib.Path(words.output.replace("{p}", str(number))).write_bytes(page)


def main() -> None:
    """Does what the words ask for."""
    parser = argparse.ArgumentParser(prog="typst")
    parser.add_argument("--version", action="store_true")
    verbs = parser.add_subparsers(dest="verb")
    verb = verbs.add_parser("compile")
    verb.add_argument("--font-path", required=True)
    verb.add_argument("--ignore-system-fonts", action="store_true")
    verb.add_argument("input")
    verb.add_argument("output")
    words = parser.parse_args()
    if words.version:
        print(version())
    elif words.verb == "compile":
        compile(words)
    else:
        parser.error("nothing to do")


main()
