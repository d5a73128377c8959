"""What leaves: the release policy, tables, dossiers, packs."""
