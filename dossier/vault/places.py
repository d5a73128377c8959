"""Where a vault lies: a folder of this computer or a team's server."""


def is_server_url(place: object) -> bool:
    """Whether a place is a PostgreSQL URL and not a folder."""
    return str(place).startswith(("postgresql://", "postgres://", "postgresql+psycopg://"))
