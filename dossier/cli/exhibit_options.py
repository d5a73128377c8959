"""Options that several actions of ``dossier exhibit`` have."""

from typing import TYPE_CHECKING

from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser

FOUND_STATUS = 1


def ref_argument(parser: "ArgumentParser") -> None:
    """Which exhibit."""
    parser.add_argument("ref", metavar=_("REF"), help=_("the reference of an exhibit, for example X-7K2Q-9M4X0"))


def json_option(parser: "ArgumentParser") -> None:
    """For scripts."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def purpose_option(parser: "ArgumentParser", default: str) -> None:
    """Why; it stays in the custody."""
    parser.add_argument(
        "--purpose", default=default, metavar=_("TEXT"), help=_("why; it stays in the custody of the exhibit")
    )
