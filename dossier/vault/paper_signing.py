"""The keys with which a vault signs its papers, one after the other: made, ended, listed.

The present one lies in the vault, its private part encrypted under the master key; from when until when each of them
signed stands in the journal. A new master key ends the present one, because whoever is kept out may have kept it: what
they sign later bears a key of which the journal says that it had ended.
"""

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from dossier.domain.paper_keys import ENDED, FOUND, MADE, KeyTime, key_times
from dossier.errors import VaultProblem, add_messages
from dossier.i18n import N_
from dossier.vault.checkpoints import PAPER_KEY
from dossier.vault.driver_errors import suppress_codes
from dossier.vault.journal import Entry
from dossier.vault.keys import canonical, sub_key
from dossier.vault.paper_key import LONGEST_NAME, PaperKey, make_key
from dossier.vault.tables import Change, VaultFact

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession
    from dossier.vault.vault import Vault

FACT: Final = "paper_signing_key"
LABEL: Final = "paper-key"
_NONCE_BYTES: Final = 24
_SEALED: Final = "2"
"""The first part of the fact; in vaults of early versions it has two parts, and the private one is not encrypted."""
_change: Any = Change.__table__  # type: ignore[attr-defined]
add_messages(
    {
        "sign.kept": N_(
            "The key with which this vault signs papers is not the one that the journal knows: it was changed beside "
            "the program. Make a new one: dossier keys paper --renew"
        ),
    }
)


@dataclass(frozen=True)
class _Kept:
    """The present key as it lies there."""

    private: bytes
    certificate_der: bytes
    is_sealed: bool

    @property
    def public(self) -> PaperKey:
        """Without its private part."""
        return PaperKey(b"", self.certificate_der)


def own_key(vault: "Vault", name: str = "", *, now: datetime) -> PaperKey:
    """The present key of this vault; made where there is none.

    Args:
        vault: Open.
        name: Shown in the signature; used only when a key is made: the author's without any.
        now: First day of the certificate.

    Raises:
        Refused: "sign.name".
        VaultProblem: "sign.kept".
    """
    with vault.read() as session:
        kept = _kept(session)
        if kept is not None and not _is_untold(session, kept):
            return _ours(vault, session, kept)
    with vault.write(reason="key for signing paper") as session:  # who signs at the same moment waits here
        kept = _kept(session)
        if kept is None:
            _end_present(session)
            return _made(vault, session, name, now)
        _tell_found(session, kept)
        return _ours(vault, session, kept)


def renew(vault: "Vault", name: str = "", *, now: datetime) -> PaperKey:
    """End the present key and make another one.

    Args:
        vault: Open.
        name: Shown in its signatures; without any that of the present key.
        now: First day of the certificate.

    Raises:
        Refused: "sign.name"; nothing is changed then.
    """
    with vault.write(reason="new key for signing paper") as session:
        last = end_key(session)
        return _made(vault, session, name or last or "", now)


def end_key(session: "VaultSession") -> str | None:
    """End the present key in a transaction that has begun; its private part goes.

    Returns:
        The name that it showed; None where there was none.
    """
    fact = session.get(VaultFact, FACT)
    if fact is not None:
        with suppress_codes("sign.kept"):
            _tell_found(session, _kept(session))
        session.delete(fact)
        session.flush()
    return _end_present(session)


def paper_keys(vault: "Vault") -> list[KeyTime]:
    """All keys that ever signed papers of this vault, oldest first."""
    with vault.read() as session, suppress_codes("sign.kept"):
        times = _times(session)
        kept = None if times else _kept(session)
        if kept is not None and not kept.is_sealed:
            times = [KeyTime(kept.public.fingerprint, kept.public.name, None)]
    return times


def present_key(vault: "Vault") -> KeyTime | None:
    """The one that signs now; None where there is none."""
    return next((one for one in reversed(paper_keys(vault)) if one.until is None), None)


def document_of_keys(vault: "Vault", *, since: Any = None) -> dict[str, Any]:
    """The list of them for whoever checks papers: the entries of the journal with their proof, as a JSON document.

    Args:
        vault: Open; a key of which the journal does not know yet is told to it.
        since: An earlier checkpoint: the proof that this journal goes on from it is added.
    """
    from dossier.vault.proofs import prove_entries

    with vault.write(reason="key for signing paper") as session, suppress_codes("sign.kept"):
        _tell_found(session, _kept(session))
    return prove_entries(vault, _change.c.record_table == PAPER_KEY, since=since)


def strange_paper_key(vault: "Vault", session: Any) -> str | None:
    """What is wrong with the present key, as a code of ``checking.Damage``; None where nothing is."""
    try:
        kept = _kept(session)
        if kept is not None and not _is_untold(session, kept):
            _ours(vault, session, kept)
    except VaultProblem:
        return "signs papers unknown"
    return None


def _kept(session: Any) -> _Kept | None:
    """The present key; None where there is none.

    Raises:
        VaultProblem: "sign.kept" where what lies there is no key.
    """
    fact = session.get(VaultFact, FACT)
    if fact is None:
        return None
    *form, private, certificate = fact.value.split(".") if fact.value.count(".") else ("", "", "")
    try:
        kept = _Kept(base64.b64decode(private), base64.b64decode(certificate), form == [_SEALED])
        _name = kept.public.name  # which reads the certificate
    except ValueError:
        raise VaultProblem("sign.kept") from None
    return kept


def _ours(vault: "Vault", session: Any, kept: _Kept) -> PaperKey:
    """The key, where it is the one that the journal says.

    Raises:
        VaultProblem: "sign.kept".
    """
    if kept.public.fingerprint not in {one.fingerprint for one in _times(session) if one.until is None}:
        raise VaultProblem("sign.kept")
    return _opened(vault, kept)


def _opened(vault: "Vault", kept: _Kept) -> PaperKey:
    """With its private part.

    Raises:
        VaultProblem: "sign.kept".
    """
    from nacl import bindings
    from nacl.exceptions import CryptoError

    if not kept.is_sealed:
        return PaperKey(kept.private, kept.certificate_der)
    nonce, box = kept.private[:_NONCE_BYTES], kept.private[_NONCE_BYTES:]
    bound = _bound(vault.vault_id, kept.public.fingerprint)
    for master in (vault._opened.master, *reversed(vault._opened.earlier)):
        try:
            key = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box, bound, nonce, sub_key(master, LABEL))
        except (CryptoError, ValueError, TypeError):
            continue
        return PaperKey(key, kept.certificate_der)
    raise VaultProblem("sign.kept")


def _bound(vault_id: str, fingerprint: str) -> bytes:
    return canonical({"vault": vault_id, "certificate": fingerprint})


def _made(vault: "Vault", session: "VaultSession", name: str, now: datetime) -> PaperKey:
    import secrets

    from nacl import bindings

    made = make_key(name.strip() or vault.author[:LONGEST_NAME].strip(), now)
    nonce, bound = secrets.token_bytes(_NONCE_BYTES), _bound(vault.vault_id, made.fingerprint)
    box = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(made.key_der, bound, nonce, vault.key_for(LABEL))
    parts = (nonce + box, made.certificate_der)
    value = ".".join((_SEALED, *(base64.b64encode(one).decode() for one in parts)))
    session.add(VaultFact(name=FACT, value=value))
    _tell(session, MADE, made)
    session.flush()
    return made


def _tell(session: "VaultSession", what: str, key: PaperKey) -> None:
    certificate = base64.b64encode(key.certificate_der).decode()
    said = {"what": what, "key": key.fingerprint, "name": key.name, "certificate": certificate}
    session.note(Entry("keys", PAPER_KEY, after=said))


def _tell_found(session: "VaultSession", kept: _Kept | None) -> None:
    if kept is not None and _is_untold(session, kept):
        _tell(session, FOUND, kept.public)


def _is_untold(session: Any, kept: _Kept) -> bool:
    """Whether it is of a vault of an early version, whose journal says nothing of such keys."""
    return not kept.is_sealed and not _times(session)


def _end_present(session: "VaultSession") -> str | None:
    """Tell the end of each key that still signs; the name that the last one showed."""
    present = [one for one in _times(session) if one.until is None]
    for one in present:
        session.note(Entry("keys", PAPER_KEY, after={"what": ENDED, "key": one.fingerprint, "name": one.name}))
    return present[-1].name if present else None


def _times(session: Any) -> list[KeyTime]:
    query = sa.select(_change.c.at, _change.c.after).where(_change.c.record_table == PAPER_KEY)
    return key_times((row.at, row.after) for row in session.execute(query.order_by(_change.c.number)))


__all__ = ["document_of_keys", "end_key", "own_key", "paper_keys", "present_key", "renew", "strange_paper_key"]
