"""dossier: the database and the pen of lawyers and documenters of political repression."""

__version__ = "0.1.0"
