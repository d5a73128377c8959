"""A field for what is secret."""

from dossier.tui.fields.field import Field


class SecretField(Field):
    """A field from which nothing is copied, not even for pasting inside the program."""

    def action_copy(self) -> None:
        """Nothing: what is secret has no second place."""

    def action_cut(self) -> None:
        """Nothing: Backspace and Delete take letters out."""
