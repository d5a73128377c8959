"""The law of a country is a folder of data: Russia has one, and a country that does not exist gets one here."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dossier.domain.articles import ArticleRef
from dossier.domain.catalogue import longest_arrest_days, resolve
from dossier.domain.clocks import clocks
from dossier.domain.imposed import Imposed
from dossier.domain.law_rows import OnDay, countries, country_of, country_row, home_country, rows_of
from dossier.domain.penalties import penalty_kind, penalty_kinds
from dossier.domain.reckoning import reckon
from dossier.domain.terms import Term
from dossier.errors import Misread

ROOT = Path(__file__).parents[2]
TODAY = date(2024, 5, 1)


def test_the_home_country_comes_first_and_each_country_is_a_folder() -> None:
    assert countries()[0] == home_country() == "BY"
    assert set(countries()) == {"BY", "RU", "UA", "AZ"}
    assert country_of("RUS") == "RU"
    assert country_of("XXX") == ""


def test_russia_is_read_by_the_same_code_from_its_own_folder() -> None:
    (ref,) = ArticleRef.parse_all("ч. 2 ст. 207.3 УК РФ")
    found = resolve(ref, date(2022, 5, 1))
    assert (ref.key, found.status, found.row and found.row.imprisonment_max_months) == (
        "UK_RU-207.3-2",
        "in_force",
        180,
    )
    assert penalty_kinds("RU")["CW"].maximum == 480
    assert penalty_kinds("BY")["CW"].maximum == 240
    assert longest_arrest_days("RU") == 30
    assert rows_of("RU", "base_unit.csv") == ()


def test_a_limit_of_one_country_is_not_a_limit_of_another() -> None:
    assert "CRIM_DETENTION" in clocks("BY")
    assert "CRIM_DETENTION" not in clocks("RU")
    assert "UPK RF" in clocks("RU")["APPEAL_CRIM"].legal_basis
    assert "UPK RF" not in clocks("BY")["APPEAL_CRIM"].legal_basis


def test_the_limits_of_treaties_bind_every_country() -> None:
    common = {"ICCPR_JUDGE", "WGAD_STATE_REPLY", "WGEID_URGENT"}
    assert all(common <= set(clocks(country)) for country in countries())


@pytest.mark.parametrize("country", ["BY", "RU"])
def test_a_regime_leaves_one_kind_of_punishment_in_each_country(country: str) -> None:
    given = Imposed(Term.parse("2 года"), regime="GENERAL", in_force=OnDay(date(2021, 4, 23)), country=country)
    reckoned = reckon(given, TODAY)
    assert reckoned.penalty == "IMPR"
    assert reckoned.ends_on == date(2023, 4, 23)


def test_a_regime_that_a_country_does_not_have_is_a_question_there() -> None:
    given = Imposed(Term.parse("2 года"), regime="ENHANCED", in_force=OnDay(date(2021, 4, 23)), country="RU")
    assert reckon(given, TODAY).status == "question"


def test_forced_labour_is_a_russian_punishment_only() -> None:
    assert "FORCED_WORK" not in penalty_kinds("BY")
    assert penalty_kind("FORCED_WORK") == penalty_kind("FORCED_WORK", "RU")
    assert penalty_kind("RF_IUOT", "RU") == penalty_kind("RF_IUOT", "BY")


def test_a_country_without_rules_of_credit_is_refused_and_not_reckoned_by_those_of_another() -> None:
    given = Imposed(Term.parse("2 года"), penalty="IMPR", regime="GENERAL", in_force=OnDay(TODAY), country="UA")
    with pytest.raises(Misread, match=r"reckon\.no_law"):
        reckon(given, TODAY)


# ---- a country that does not exist ----------------------------------------------------------------------------------

INVENTED = {
    "country.csv": (
        "country,alpha3,is_home,own_words,name_en,name_ru,name_be,name_uk,genitive_ru,genitive_be,genitive_uk,"
        "short_ru,short_be,short_uk,time_zone,youngest_age,certainty,source\n"
        "XX,XXX,no,,Erewhon,Эревон,Эрэвон,Еревон,Эревона,Эрэвона,Еревона,Эр.,Эр.,Ер.,Pacific/Auckland,14,high,invented\n"
    ),
    "codes.csv": (
        "code,kind,country,edition,branch,index_separator,article_form,inferred_form,in_force_from,in_force_to,"
        "certainty,source,note\n"
        'UK_XX,UK,XX,,criminal,/,"[1-9][0-9]{0,2}(/[0-9])?",,1990-01-01,,high,invented,\n'
    ),
    "code_words.csv": "what,value,written\ncountry,XX,Erewhon\ncountry,XX,Эревона\n",
    "criminal_articles.csv": (
        "code,article,part,title_en,title_ru,title_be,impr_min_months,impr_max_months,other_penalties,in_force_from,"
        "in_force_to,title_certainty,penalty_certainty,source,note\n"
        "UK_XX,77,1,Possession of a machine,Обладание машиной,Валоданне машынай,6,84,,1990-01-01,,high,high,invented,\n"
    ),
    "penalty_kinds.csv": (
        "code,branch,name_en,name_ru,name_be,slang,unit,min,max,deprives_of_liberty,certainty,source,note\n"
        "TOWER,criminal,Tower,башня,вежа,,month,1,120,yes,high,invented,\n"
    ),
    "custody_credit.yaml": (
        "tolerance_days: 2\nrules:\n  - {id: xx_tower, penalty: TOWER, anchor: verdict_in_force, factor: 3.0, "
        "certainty: high, source: invented}\ntest_vectors: []\n"
    ),
    "detention_clocks.csv": (
        "clock,branch,limit,unit,starts_at,legal_basis,in_force_from,in_force_to,severity_if_exceeded,certainty,source,"
        "note\nXX_CHARGE,criminal,5,day,detention,Code 5,,,violation_flag,high,invented,\n"
    ),
    "clock_milestones.csv": (
        "clock,starts_with,ends_with,wider_clock,certainty,source,note\nXX_CHARGE,DETENTION,CHARGE,,high,invented,\n"
    ),
}
QUESTIONS = """
import json
from datetime import date, datetime
from dossier.domain.articles import ArticleRef
from dossier.domain.catalogue import resolve
from dossier.domain.clocks import Mark, findings
from dossier.domain.credit import Custody
from dossier.domain.imposed import Imposed
from dossier.domain.law_rows import OnDay
from dossier.domain.reckoning import reckon
from dossier.domain.terms import Term
ref, = ArticleRef.parse_all("ч. 1 ст. 77 УК Эревона")
row = resolve(ref, date(2001, 1, 1)).row
held = Custody(OnDay(date(2001, 1, 1)), OnDay(date(2001, 1, 11)))
verdict = OnDay(date(2001, 1, 11))
given = Imposed(Term.parse("2 years"), penalty="TOWER", custody=(held,), in_force=verdict, country="XX")
marks = [Mark("DETENTION", datetime(2001, 1, 1, 12)), Mark("CHARGE", datetime(2001, 1, 9, 12))]
over = {f.clock.code: f.verdict for f in findings(marks, "criminal", country="XX")}
print(json.dumps([ref.key, ref.format("en", full=True), row.imprisonment_max_months, row.title("be"),
    reckon(given, date(2001, 2, 1)).as_json(), over], ensure_ascii=False))
"""


def _program_with(folder: Path, seeds_of_country: dict[str, str]) -> Path:
    """The program unchanged, beside a copy of seeds/ that has one more folder."""
    shutil.copytree(ROOT / "dossier", folder / "dossier", ignore=shutil.ignore_patterns("__pycache__", "locale"))
    for name in ("law", "words"):
        shutil.copytree(ROOT / "seeds" / name, folder / "seeds" / name)
    (folder / "seeds" / "law" / "xx").mkdir()
    for name, text in seeds_of_country.items():
        (folder / "seeds" / "law" / "xx" / name).write_text(text, encoding="utf-8")
    return folder


def _ask(folder: Path) -> Any:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DOSSIER_", "PYTHON"))}
    asked = [sys.executable, "-P", "-c", QUESTIONS]
    said = subprocess.run(
        asked, env=environment | {"PYTHONPATH": str(folder), "PYTHONUTF8": "1"}, capture_output=True, text=True,
        encoding="utf-8", check=True, cwd=folder,
    )  # fmt: skip
    return json.loads(said.stdout)


def test_a_third_country_needs_only_data(tmp_path: Path) -> None:
    key, printed, most_months, title, reckoned, clocks_said = _ask(_program_with(tmp_path, INVENTED))
    assert (key, most_months, title) == ("UK_XX-77-1", 84, "Валоданне машынай")
    assert printed == "Part 1 of Article 77 of the Criminal Code of Erewhon"
    assert (reckoned["rule"], reckoned["credit_days"], reckoned["release_computed"]) == ("xx_tower", 30, "2002-12-12")
    assert reckoned["tolerance_days"] == 2
    assert clocks_said == {"XX_CHARGE": "exceeded", "ICCPR_JUDGE": "unknown"}


_OF_A_COUNTRY = re.compile(r"\b(?:342|361|411|24\.23|1\.5|275-?Z|108|118|Minsk|UK_BY|KOAP_BY|BYN|\"BY\"|\"RU\"|BLR)\b")


def _lines_of_code(path: Path) -> str:
    """The program text without docstrings and comments; strings stay, because a rule can hide in one."""
    code = re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return "\n".join(line.partition("  # ")[0] for line in code.splitlines() if not line.lstrip().startswith("#"))


@pytest.mark.parametrize("path", sorted((ROOT / "dossier" / "domain").glob("*.py")), ids=lambda path: path.stem)
def test_no_rule_of_a_country_is_in_code(path: Path) -> None:
    code = re.sub(r"N_\(.*?\)", "", _lines_of_code(path), flags=re.DOTALL)
    assert not _OF_A_COUNTRY.search(code)


def test_what_a_country_is_called_comes_from_its_folder() -> None:
    assert country_row("BY")["time_zone"] == "Europe/Minsk"
    assert country_row("XX") == {}
