"""Options that several actions of ``dossier tip`` have."""

from typing import TYPE_CHECKING

from dossier.i18n import _

if TYPE_CHECKING:
    from argparse import ArgumentParser


def ref_argument(parser: "ArgumentParser") -> None:
    """Which tip."""
    parser.add_argument("ref", metavar=_("REF"), help=_("the reference of a tip, for example T-7K2Q-9M4X0"))


def json_option(parser: "ArgumentParser") -> None:
    """For scripts."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def kept_days_option(parser: "ArgumentParser") -> None:
    """How long."""
    parser.add_argument(
        "--kept-days",
        type=int,
        default=90,
        metavar="N",
        help=_("keep it so many days if nobody uses it; 90 by default"),
    )
