"""Forms as declarations: record, sections, fields with the kinds of their values; read, written and answered here."""
