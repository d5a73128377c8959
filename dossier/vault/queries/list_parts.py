"""Pieces of the list queries: what one row needs from other tables, each as an expression of one value."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from dossier.vault.tables import RECORDS, LawArticle

LIST_SEPARATOR = "|"
OWN_WORK = "own documentation"


class _Tables:
    """Tables by name as attributes: ``T.person``."""

    def __getattr__(self, name: str) -> Any:
        return RECORDS[name].__table__  # type: ignore[attr-defined]


T = _Tables()


def has_none(column: Any) -> Any:
    """Whether a column is empty, said so that no index over it is read.

    Such an index would be read first, and all rows of the list sorted in memory after it.
    """
    return column.is_(None) == sa.true()


def _first(table: Any, column: str, condition: Any, *order: Any) -> Any:
    inner = table.alias()
    adapt = sa.sql.util.ClauseAdapter(inner).traverse
    query = sa.select(inner.c[column]).where(adapt(condition)).order_by(*(adapt(one) for one in order))
    return query.limit(1).scalar_subquery()


def name_of(person_id: Any, column: str, *, script: str | None = None, language: str | None = None) -> Any:
    """A part of the person's name in one script or language, the preferred form first."""
    name = T.person_name
    wanted = name.c.script == script if script else name.c.language == language
    has_part = name.c[column].isnot(None)
    condition = sa.and_(name.c.person_id == person_id, wanted, has_part)
    return _first(
        name, column, condition, name.c.is_preferred.desc(), sa.case((name.c.kind == "current", 0), else_=1), name.c.id
    )


def part_of_name(person_id: Any, column: str) -> Any:
    """A part of one written form of the person's name, the same form for each part; in Latin letters where possible.

    Parts of two forms together would be a name that nobody has written.
    """
    name = T.person_name
    is_whole = sa.and_(name.c.given.isnot(None), name.c.family.isnot(None))
    condition = sa.and_(name.c.person_id == person_id, sa.or_(name.c.given.isnot(None), name.c.family.isnot(None)))
    order = (sa.case((is_whole, 0), else_=1), sa.case((name.c.script == "Latn", 0), else_=1))
    return _first(name, column, condition, *order, name.c.is_preferred.desc(), name.c.id)


def has_own_case(person_id: Any) -> Any:
    """Whether a person was detained, tried or recognised: officials who only act in others' cases are none of these."""
    tables = (T.episode, T.proceeding, T.recognition)
    return sa.or_(*(sa.exists().where(table.c.person_id == person_id) for table in tables))


def aliases_of(person_id: Any) -> Any:
    """Aliases, pseudonyms and former names, parted by the pipe sign."""
    name = T.person_name.alias()
    kinds = name.c.kind.in_(("alias", "pseudonym", "former", "birth"))
    return _correlated(
        sa.func.aggregate_strings(name.c.as_written, LIST_SEPARATOR),
        name,
        sa.and_(name.c.person_id == person_id, kinds),
    )


def _correlated(value: Any, table: Any, condition: Any) -> Any:
    return sa.select(value).select_from(table).where(condition).scalar_subquery()


def details_of(person_id: Any, kinds: tuple[str, ...]) -> Any:
    """Contacts or documents of the person, parted by the pipe sign."""
    detail = T.person_detail.alias()
    condition = sa.and_(detail.c.person_id == person_id, detail.c.kind.in_(kinds))
    return _correlated(sa.func.aggregate_strings(detail.c.value, LIST_SEPARATOR), detail, condition)


def recognition_of(person_id: Any) -> Callable[[str], Any]:
    """Columns of the last recognition of the person."""
    table = T.recognition
    order = (sa.case((table.c.given_lower.is_(None), 1), else_=0), table.c.given_lower.desc(), table.c.id.desc())
    return lambda column: _first(table, column, table.c.person_id == person_id, *order)


def words_of(**dates: Any) -> dict[str, Any]:
    """Columns with the words in which dates were written: where the words were understood, so that none says more.

    Args:
        dates: The column of the list -> the column of the table that has the date.
    """
    return {
        f"{name}_as_written": sa.case((date.isnot(None), date.table.c[f"{date.name}_as_written"]))
        for name, date in dates.items()
    }


def first_episode_of(person_id: Any) -> Callable[[str], Any]:
    """Columns of the first deprivation of liberty whose beginning is known."""
    table = T.episode
    condition = sa.and_(table.c.person_id == person_id, table.c.started_lower.isnot(None))
    return lambda column: _first(table, column, condition, table.c.started_lower, table.c.id)


def last_episode_of(person_id: Any) -> Callable[[str], Any]:
    """Columns of the last deprivation of liberty; one without a known beginning comes before all others."""
    table = T.episode
    order = (sa.case((table.c.started_lower.is_(None), 1), else_=0), table.c.started_lower.desc(), table.c.id.desc())
    return lambda column: _first(table, column, table.c.person_id == person_id, *order)


def last_penalty_of(person_id: Any) -> Callable[[str], Any]:
    """Columns of the main punishment of the last decision."""
    penalty, sentence, proceeding = T.penalty, T.sentence, T.proceeding

    def column(name: str) -> Any:
        x, s, pr = penalty.alias(), sentence.alias(), proceeding.alias()
        source = x.join(s, s.c.id == x.c.sentence_id).join(pr, pr.c.id == s.c.proceeding_id)
        query = sa.select(x.c[name]).select_from(source).where(pr.c.person_id == person_id)
        unknown_last = sa.case((s.c.imposed_lower.is_(None), 1), else_=0)
        main_first = sa.case((x.c.main_or_additional == "main", 0), else_=1)
        return query.order_by(unknown_last, s.c.imposed_lower.desc(), main_first, x.c.id).limit(1).scalar_subquery()

    return column


def branches_of(person_id: Any) -> Any:
    """The branches of the person's proceedings, parted by the pipe sign."""
    proceeding = T.proceeding.alias()
    return _correlated(
        sa.func.aggregate_strings(proceeding.c.branch, LIST_SEPARATOR), proceeding, proceeding.c.person_id == person_id
    )


def articles_of(person_id: Any) -> Any:
    """The articles of all charges, parted by the pipe sign."""
    charge, proceeding = T.charge.alias(), T.proceeding.alias()
    source = charge.join(proceeding, proceeding.c.id == charge.c.proceeding_id)
    return _correlated(
        sa.func.aggregate_strings(charge.c.article_key, LIST_SEPARATOR), source, proceeding.c.person_id == person_id
    )


def exhibits_of(table: str, record_id: Any) -> Any:
    """The numbers of the exhibits cited for a record, parted by the pipe sign."""
    citation, exhibit = T.citation.alias(), T.exhibit.alias()
    source = citation.join(exhibit, exhibit.c.id == citation.c.exhibit_id)
    condition = sa.and_(citation.c.record_table == table, citation.c.record_id == record_id)
    number = sa.func.coalesce(exhibit.c.ern_begin, exhibit.c.exhibit_number, exhibit.c.ref)
    return _correlated(sa.func.aggregate_strings(number, LIST_SEPARATOR), source, condition)


def source_code_of(batch_id: Any) -> Any:
    """The handle of the source of the import that brought the record; OWN_WORK where a person typed it."""
    batch, source = T.batch.alias(), T.source.alias()
    joined = batch.join(source, source.c.id == batch.c.source_id)
    return sa.func.coalesce(_correlated(source.c.code, joined, batch.c.id == batch_id), OWN_WORK)


def source_title_of(batch_id: Any) -> Any:
    """The title of the source of the import that brought the record; OWN_WORK where a person typed it."""
    batch, source = T.batch.alias(), T.source.alias()
    joined = batch.join(source, source.c.id == batch.c.source_id)
    return sa.func.coalesce(_correlated(source.c.title, joined, batch.c.id == batch_id), OWN_WORK)


def label_of_person(person_id: Any) -> Any:
    """The name of a person shown in lists."""
    person = T.person.alias()
    return _correlated(person.c.label, person, person.c.id == person_id)


def article_title(article_key: Any) -> Any:
    """The English title of an article in its last edition, where the catalogue has it."""
    law = LawArticle.__table__.alias()  # type: ignore[attr-defined]
    query = sa.select(law.c.title_en).where(law.c.key == article_key, law.c.title_en.isnot(None))
    return query.order_by(law.c.in_force_from_on.desc()).limit(1).scalar_subquery()


def reclassified_to(charge_id: Any) -> Any:
    """The reference of the charge that took the place of this one."""
    later = T.charge.alias()
    return _correlated(sa.func.min(later.c.ref), later, later.c.requalified_from_id == charge_id)


def last_post_of(person_id: Any) -> Callable[[str], Any]:
    """Columns of the last post of the person; one without a known beginning comes before all others."""
    table = T.position
    order = (sa.case((table.c.started_lower.is_(None), 1), else_=0), table.c.started_lower.desc(), table.c.id.desc())
    return lambda column: _first(table, column, table.c.person_id == person_id, *order)


def class_of(table: Any) -> Any:
    """The protection class of a record that need not be there."""
    return sa.func.coalesce(table.c.protection_class, 0)


def victims_of(event_id: Any) -> Any:
    """How many persons harmed in an event are recorded; nothing for none, which does not say that nobody was."""
    act = T.act.alias()
    return _correlated(_counted(act.c.victim_id), act, act.c.event_id == event_id)


def _counted(column: Any) -> Any:
    return sa.func.nullif(sa.func.count(sa.distinct(column)), 0)


def victims_of_acts_of(person_id: Any) -> Any:
    """How many persons were harmed by the acts or events in which this person was involved; nothing for none."""
    involved, act = T.involvement.alias(), T.act.alias()
    same = sa.or_(
        act.c.id == involved.c.act_id, sa.and_(involved.c.act_id.is_(None), act.c.event_id == involved.c.event_id)
    )
    source = involved.join(act, same)
    return _correlated(_counted(act.c.victim_id), source, involved.c.person_id == person_id)


def bearings_of(exhibit_id: Any) -> Any:
    """What the item does to the elements that it was weighed for, parted by the pipe sign."""
    weighing = T.weighing.alias()
    return _correlated(
        sa.func.aggregate_strings(weighing.c.bearing, LIST_SEPARATOR), weighing, weighing.c.exhibit_id == exhibit_id
    )


def articles_of_proceeding(proceeding_id: Any) -> Any:
    """The articles of the charges of one proceeding, parted by the pipe sign."""
    charge = T.charge.alias()
    return _correlated(
        sa.func.aggregate_strings(charge.c.article_key, LIST_SEPARATOR), charge, charge.c.proceeding_id == proceeding_id
    )


def first_episode_of_proceeding(proceeding_id: Any) -> Callable[[str], Any]:
    """Columns of the first deprivation of liberty of a proceeding."""
    table = T.episode
    order = (sa.case((table.c.started_lower.is_(None), 1), else_=0), table.c.started_lower, table.c.id)
    return lambda column: _first(table, column, table.c.proceeding_id == proceeding_id, *order)


def case_numbers_of(person_id: Any) -> Any:
    """The numbers of the person's proceedings, parted by the pipe sign."""
    proceeding = T.proceeding.alias()
    return _correlated(
        sa.func.aggregate_strings(proceeding.c.case_number, LIST_SEPARATOR),
        proceeding,
        proceeding.c.person_id == person_id,
    )


def place_of_last_episode(person_id: Any, column: str) -> Any:
    """A column of the place of the last deprivation of liberty; one without a known beginning comes before others."""
    episode, place = T.episode.alias(), T.place.alias()
    unknown_last = sa.case((episode.c.started_lower.is_(None), 1), else_=0)
    query = _places(episode, place, column).where(episode.c.person_id == person_id)
    return query.order_by(unknown_last, episode.c.started_lower.desc(), episode.c.id.desc()).limit(1).scalar_subquery()


def place_of_first_episode(person_id: Any, column: str) -> Any:
    """A column of the place of the first deprivation of liberty whose beginning is known."""
    episode, place = T.episode.alias(), T.place.alias()
    known = sa.and_(episode.c.person_id == person_id, episode.c.started_lower.isnot(None))
    query = _places(episode, place, column).where(known)
    return query.order_by(episode.c.started_lower, episode.c.id).limit(1).scalar_subquery()


def _places(episode: Any, place: Any, column: str) -> Any:
    """One query with a join: a query inside a query would not see of which person the row is."""
    return sa.select(place.c[column]).select_from(episode.outerjoin(place, place.c.id == episode.c.place_id))


def first_decision_of(person_id: Any, column: str) -> Any:
    """A column of the first proceeding of the person in which something was decided on a known day."""
    table = T.proceeding
    condition = sa.and_(table.c.person_id == person_id, table.c.decided_lower.isnot(None))
    return _first(table, column, condition, table.c.decided_lower, table.c.id)
