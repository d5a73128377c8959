"""What is changed in SQLAlchemy: attributes get their listeners, and no expression of a column is made for that."""

import subprocess
import sys

ASK = """
import gc
import sqlalchemy.orm
from sqlalchemy import event
import dossier.vault.tables as tables
sqlalchemy.orm.configure_mappers()
made = sum(type(one).__name__ == "AnnotatedColumn" for one in gc.get_objects())
heard = []
event.listen(tables.Person.label, "set", lambda person, value, before, initiator: heard.append(value))
tables.Person(label="x")
columns = sum(len(table.columns) for table in tables.SQLModel.metadata.tables.values())
print(made * 10 < columns, heard)
"""


def test_a_listener_is_heard_and_no_column_is_made_an_expression_for_it() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "['x']"]
