"""All checks of one person's record, the hard findings first."""

from datetime import date

from dossier.domain.checks.custody import check_custody
from dossier.domain.checks.finding import Finding
from dossier.domain.checks.life import check_life
from dossier.domain.checks.procedure import check_doubles, check_procedure
from dossier.domain.checks.punishments import check_punishments
from dossier.domain.record import PersonRecord


def check_record(record: PersonRecord, on: date) -> list[Finding]:
    """What contradicts itself in the record, and what should be looked at again.

    Args:
        record: One person's record. Dates may be vague: only what holds for every day they can mean is reported.
        on: Today, after which nothing can have happened.

    Returns:
        The hard findings first, each once, in the order of the record.
    """
    found = [*check_life(record, on), *check_custody(record)]
    for procedure in record.procedures:
        found += [*check_procedure(procedure), *check_punishments(procedure)]
    found += check_doubles(record.procedures)
    return sorted(dict.fromkeys(found), key=lambda one: one.severity != "hard")
