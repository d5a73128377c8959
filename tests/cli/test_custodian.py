"""``dossier custodian``: what is read from standard input is no answer to a question."""

import io

import pytest

from dossier.__main__ import main


@pytest.mark.parametrize(
    "words",
    [
        ("add", "-", "--name", "Кастодыян"),
        ("renew", "custodian.key", "-", "--to", "next.pub", "-o", "renewed.json"),
        ("renew", "custodian.key", "sealed.json", "--to", "-", "-o", "renewed.json"),
        (
            "renew",
            "custodian.key",
            "-",
            "--to",
            "a.pub",
            "--to",
            "b.pub",
            "--fingerprint",
            "AAAA",
            "-o",
            "renewed.json",
        ),
    ],
)
def test_the_first_line_of_a_file_is_not_taken_for_a_fingerprint(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = io.StringIO("{}\n")
    monkeypatch.setattr("sys.stdin", given)
    monkeypatch.setenv("DOSSIER_LANG", "en")
    assert main(["custodian", *words]) == 2
    assert "Say --fingerprint where a file is -" in capsys.readouterr().err
    assert given.read() == "{}\n", "nothing of it was read"
