"""Open a backup without the program that made it.

    python open_backup.py snapshots/NAME IDENTITY-FILE NEW-FOLDER

Needs the program age (https://age-encryption.org) and the Python library cryptography. It writes NEW-FOLDER/vault.db
(an SQLCipher database), header.json, the raw key of the database (delete it afterwards!) and every evidence file as it
was taken in, named by its SHA-256. It changes nothing in the backup.
"""

import hashlib, json, os, pathlib, subprocess, sys  # fmt: skip  # noqa: E401, I001

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

snapshot, identity, out = (pathlib.Path(name) for name in sys.argv[1:4])
os.umask(0o077)
out.mkdir()


def age(name: str) -> bytes:
    command = [os.environ.get("AGE", "age"), "-d", "-i", str(identity), str(snapshot / name)]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


keys = json.loads(age("keys.age"))
(out / "vault.db").write_bytes(age("vault.db.age"))
(out / "header.json").write_text(keys["header"])
(out / "database-key.txt").write_text(f"PRAGMA key = \"x'{keys['database_key']}'\";\n")
form, chunk, wrong = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0", 16384 + 16, 0
for name, listed in keys["objects"].items():
    stored = (snapshot.parent.parent / "objects" / name[:2] / name).read_bytes()
    info = form + stored[:24] + f"dossier/v1/object|{keys['vault']}".encode()  # 24 bytes of salt, 32 of commitment
    made = HKDFExpand(SHA512(), 76, info).derive(bytes.fromhex(listed["key"]))
    cipher, nonce = AESGCM(made[:32]), int.from_bytes(made[32:44], "big")
    parts = [stored[at : at + chunk] for at in range(56, len(stored), chunk)]
    content = b"".join(cipher.decrypt((nonce ^ at).to_bytes(12, "big"), part, None) for at, part in enumerate(parts))
    digest = hashlib.sha256(content).hexdigest()  # the name of the new file: what the list says may lead elsewhere
    wrong += digest != listed["sha256"]
    (out / digest).write_bytes(content)
print(len(keys["objects"]), "evidence files,", wrong, "wrong")
sys.exit(1 if wrong else 0)
