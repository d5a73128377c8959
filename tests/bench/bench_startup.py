"""How long a person waits for an answer of the command line, against an empty Python."""

from tests.bench.processes import compare, print_table, python

EMPTY = ("python -c pass", python("-c", "pass"))

print_table(
    "Start of the command line",
    [
        compare(("dossier --version", python("-m", "dossier", "--version")), EMPTY, limit=5),
        compare(("dossier --help", python("-m", "dossier", "--help")), EMPTY, limit=5),
        compare(("dossier --lang be --help", python("-m", "dossier", "--lang", "be", "--help")), EMPTY, limit=5),
        compare(("import argparse", python("-c", "import argparse")), EMPTY),
    ],
)
