"""A stranger reads a vault with docs/format.md and nothing of the program: stranger.py FOLDER PASSPHRASE-FILE.

Prints how much of each kind was read and recomputed; ends with an error where something is not as the page says.
"""

import base64
import hashlib
import hmac
import json
import sys
import unicodedata
import uuid
from typing import Any

import sqlcipher3
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as opened
from nacl.exceptions import CryptoError

FOLDER = sys.argv[1]
CUSTODY = ("number event happened_at by_code from_custodian_code to_custodian_code place purpose method_and_tool "
           "sha256_before sha256_after seal_number previous_hash entry_hash").split()  # fmt: skip
JOURNAL = ("number transaction_id at author device action record_table record_id before after reason salt content_hash "
           "previous_hash entry_hash").split()  # fmt: skip


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def sub_key(label: str) -> bytes:
    return HKDFExpand(SHA256(), 32, b"dossier/v1/" + label.encode()).derive(MASTER)


def read_header() -> tuple[dict[str, Any], bytes]:
    """The header, proven by its sum, and the master key."""
    with open(f"{FOLDER}/header.json") as file:
        header: dict[str, Any] = json.load(file)
    assert sha(canonical({name: value for name, value in header.items() if name != "sum"})) == header["sum"]
    with open(sys.argv[2]) as file:
        typed = " ".join(unicodedata.normalize("NFC", file.read()).split()).encode()
    for slot in header["slots"]:
        public = {name: value for name, value in slot.items() if name not in ("nonce", "wrapped", "signer", "handed")}
        salt, nonce, box = (base64.b64decode(slot[name]) for name in ("salt", "nonce", "wrapped"))
        key = hash_secret_raw(typed, salt, slot["passes"], slot["memory_kib"], slot["lanes"], 32, Type.ID)
        try:
            inside = json.loads(opened(box, canonical({"slot": public, "vault": header["vault"]}), nonce, key))
        except CryptoError:
            continue
        return header, base64.b64decode(inside["master"])
    raise SystemExit("No slot opens with this passphrase.")


HEADER, MASTER = read_header()
BARE = {name: value for name, value in HEADER.items() if name not in ("mac", "sum")}
assert hmac.digest(sub_key("header"), canonical(BARE), "sha256") == base64.b64decode(HEADER["mac"])
DATABASE = sqlcipher3.connect(f"{FOLDER}/vault.db")
DATABASE.execute(f"PRAGMA key = \"x'{sub_key('db').hex()}'\"")


def rows_of(query: str, *given: Any) -> list[dict[str, Any]]:
    cursor = DATABASE.execute(query, given)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def as_id(value: bytes | None) -> str | None:
    return None if value is None else str(uuid.UUID(bytes=value))


def as_instant(value: str) -> str:
    return value.replace(" ", "T") + "Z"


def as_in_journal(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """The columns that are not empty, as the page says that the journal writes them."""
    kinds = {one["name"]: one["type"].upper() for one in rows_of(f"PRAGMA table_info({table})")}
    return {name: _plain(kinds[name], value) for name, value in row.items() if value is not None}


def _plain(kind: str, value: Any) -> Any:
    if kind.startswith("BOOL"):
        return bool(value)
    if kind == "JSON":
        return json.loads(value)
    if kind.startswith("DATETIME"):
        return as_instant(value)
    if kind.startswith("NUMERIC"):
        return f"{value:.2f}"
    if isinstance(value, bytes):
        return as_id(value) if len(value) == 16 else value.hex()
    return repr(value) if isinstance(value, float) else value


def read_journal() -> list[dict[str, Any]]:
    """Every entry, its content and its place in the chain proven."""
    previous, entries = "0" * 64, rows_of("SELECT * FROM change ORDER BY number")
    for number, entry in enumerate(entries, start=1):
        for side in ("before", "after"):
            entry[side] = json.loads(entry[side]) if entry[side] else None
        both = canonical({"after": entry["after"], "before": entry["before"]})
        assert sha(bytes.fromhex(entry["salt"]) + both) == entry["content_hash"], number
        said = {name: entry[name] for name in JOURNAL if name not in ("before", "after", "salt", "entry_hash")}
        said |= {name: as_id(entry[name]) for name in ("transaction_id", "record_id")} | {"at": as_instant(entry["at"])}
        assert (entry["number"], entry["previous_hash"]) == (number, previous)
        assert sha(canonical(said)) == entry["entry_hash"], number
        previous = entry["entry_hash"]
    return entries


def root_of(leaves: list[bytes]) -> bytes:
    """RFC 6962."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\1" + root_of(leaves[:half]) + root_of(leaves[half:])).digest()


def read_checkpoints(entries: list[dict[str, Any]]) -> int:
    """The tree at each, and that somebody of the vault signed it."""
    leaves = [hashlib.sha256(b"\0" + bytes.fromhex(entry["entry_hash"])).digest() for entry in entries]
    said = [entry["after"] for entry in entries if entry["record_table"] == "key_slot" and entry["after"]]
    signers = {one["signer"] for one in (*HEADER["slots"], *said) if "signer" in one}
    found = rows_of("SELECT * FROM journal_checkpoint")
    for point in found:
        text, _blank, signature = point["note"].rpartition("\n\n")
        origin, size, root = text.splitlines()
        assert (origin, int(size)) == (f"dossier/{HEADER['vault']}", point["size"])
        assert base64.b64decode(root).hex() == point["root"] == root_of(leaves[: point["size"]]).hex()
        signed = base64.b64decode(signature.split(" ")[2])[4:]
        assert any(is_signed(one, signed, f"{text}\n".encode()) for one in signers)
    return len(found)


def is_signed(public: str, signature: bytes, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public)).verify(signature, text)
    except InvalidSignature:
        return False
    return True


def read_custody() -> int:
    """Each chain, recomputed."""
    count = 0
    for exhibit in rows_of("SELECT id, ref FROM exhibit"):
        previous = "0" * 64
        chain = f"SELECT {','.join(CUSTODY)} FROM custody_event WHERE exhibit_id = ? ORDER BY number"
        for event in rows_of(chain, exhibit["id"]):
            told = event.pop("entry_hash")
            event["happened_at"] = as_instant(event["happened_at"])
            assert event["previous_hash"] == previous
            assert sha(canonical({"exhibit": exhibit["ref"], **event})) == told
            previous, count = told, count + 1
    return count


def read_evidence() -> int:
    """Every file decrypted, and its name and both sums recomputed."""
    found = rows_of("SELECT * FROM stored_object")
    for row in found:
        name = row["object_id"]
        with open(f"{FOLDER}/objects/{name[:2]}/{name}", "rb") as file:
            stored = file.read()
        assert hmac.digest(sub_key("ids"), bytes.fromhex(row["sha256"]), "sha256").hex() == name
        assert (sha(stored), len(stored)) == (row["stored_sha256"], row["stored_size_bytes"])
        bound = canonical({"object": name, "vault": HEADER["vault"]})
        key = AESGCM(sub_key("vault")).decrypt(row["wrapped_key"][:12], row["wrapped_key"][12:], bound)
        assert (sha(content_of(stored, key)), len(content_of(stored, key))) == (row["sha256"], row["size_bytes"])
    return len(found)


def content_of(stored: bytes, key: bytes) -> bytes:
    context = f"dossier/v1/object|{HEADER['vault']}".encode()
    info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0" + stored[:24] + context
    made = HKDFExpand(SHA512(), 76, info).derive(key)
    assert made[44:] == stored[24:56]
    chunks = [stored[at : at + 16400] for at in range(56, len(stored), 16400)]
    first = int.from_bytes(made[32:44], "big")
    return b"".join(
        AESGCM(made[:32]).decrypt((first ^ at).to_bytes(12, "big"), chunk, None) for at, chunk in enumerate(chunks)
    )


def read_records(entries: list[dict[str, Any]]) -> int:
    """Each record that the journal tells of, one by one or with its import, is as it tells."""
    told: dict[tuple[str, bytes], dict[str, Any] | None] = {}
    for entry in entries:
        place = (entry["record_table"], entry["record_id"])
        if entry["action"] == "insert":
            told[place] = dict(entry["after"])
        elif entry["action"] == "update" and told.get(place) is not None:
            told[place] = {**(told[place] or {}), **entry["after"]}
        elif entry["action"] == "delete":
            told[place] = None
    for (table, record_id), wanted in told.items():
        found = rows_of(f'SELECT * FROM "{table}" WHERE id = ?', record_id)
        assert bool(found) == (wanted is not None)
        if wanted is not None:
            assert_same(table, found[0], wanted)
    return len(told) + sum(read_rows(entry, told) for entry in entries if entry["action"] == "rows")


def assert_same(table: str, row: dict[str, Any], wanted: dict[str, Any]) -> None:
    salt = row.pop("journal_salt", None)
    for name, value in as_in_journal(table, row).items():
        if name in ("updated_at", "updated_by", "version"):
            continue
        kept = wanted.get(name)
        if isinstance(kept, str) and kept.startswith("sha256:"):
            value = "sha256:" + sha(canonical(value))
        elif isinstance(kept, str) and kept.startswith("hmac-sha256:"):
            value = "hmac-sha256:" + hmac.digest(bytes.fromhex(salt or ""), canonical({name: value}), "sha256").hex()
        assert value == kept, (table, name)


def read_rows(entry: dict[str, Any], told: dict[tuple[str, bytes], Any]) -> int:
    table, columns, packed = entry["record_table"], entry["after"]["columns"], base64.b64decode(entry["after"]["rows"])
    count = 0
    for at in range(0, len(packed), 32):
        record_id, wanted = packed[at : at + 16], packed[at + 16 : at + 32]
        if (table, record_id) not in told:  # else it was changed since, which is told one by one
            (row,) = rows_of(
                f"""SELECT {",".join(f'"{one}"' for one in columns)} FROM "{table}" WHERE id = ?""", record_id
            )
            assert hashlib.sha256(canonical(as_in_journal(table, row))).digest()[:16] == wanted
            count += 1
    return count


def read_sums(entries: list[dict[str, Any]]) -> int:
    """The law, the vocabularies, and the persons of each receipt."""
    count = 0
    for entry in entries:
        after = entry["after"] or {}
        for table, wanted in after.get("lists", {}).items():
            lines = sorted(canonical(as_in_journal(table, row)) for row in rows_of(f"SELECT * FROM {table}"))
            assert sha(b"\n".join(lines)) == wanted
            count += 1
        if entry["action"] == "export" and "persons" in after:
            query = "SELECT * FROM receipt_person WHERE receipt_id = ? ORDER BY person_id"
            persons = rows_of(query, entry["record_id"])
            parts = [one["person_id"] + (one["consent_id"] or b"") + bytes([one["with_name"]]) for one in persons]
            assert sha(b"".join(parts)) == after["persons"]
            count += 1
    return count


journal = read_journal()
print(json.dumps({
    "entries": len(journal), "checkpoints": read_checkpoints(journal), "custody": read_custody(),
    "files": read_evidence(), "records": read_records(journal), "sums": read_sums(journal),
}))  # fmt: skip
