"""The key that signs checkpoints: Ed25519, in a file of the machine that signs, which no backup of the database holds."""

from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils.translation import gettext as _

from federation.ledger.errors import LedgerRefused

PEM = serialization.Encoding.PEM


def make_key(file: Path) -> str:
    """Write a new private key, readable by its owner alone, and return its public key. Raises LedgerRefused."""
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600, exist_ok=False)
        file.write_bytes(secret)
    except FileExistsError as error:
        raise LedgerRefused(
            _("%(file)s 已存在。更换密钥前，请先把原公钥与它签过的检查点一起存档。") % {"file": file}
        ) from error
    except OSError as error:
        raise LedgerRefused(_("无法写入 %(file)s：%(error)s") % {"file": file, "error": error}) from error
    return in_words(key.public_key())


def signing_key() -> Ed25519PrivateKey:
    """The private key that LEDGER_KEY names. Raises LedgerRefused."""
    file = Path(settings.LEDGER_KEY)
    try:
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise LedgerRefused(
            _("读不到台账的签名密钥 %(file)s（LEDGER_KEY）。请先运行 manage.py make_ledger_key。") % {"file": file}
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise LedgerRefused(_("%(file)s 不是 Ed25519 私钥。") % {"file": file})
    return key


def public_key_in(file: Path) -> Ed25519PublicKey:
    """The public key in a PEM file. Raises LedgerRefused."""
    try:
        key = serialization.load_pem_public_key(file.read_bytes())
    except (OSError, ValueError) as error:
        raise LedgerRefused(_("%(file)s 读不到公钥。") % {"file": file}) from error
    if not isinstance(key, Ed25519PublicKey):
        raise LedgerRefused(_("%(file)s 不是 Ed25519 公钥。") % {"file": file})
    return key


def in_words(key: Ed25519PublicKey) -> str:
    """A public key as a PEM file has it."""
    return key.public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def is_signed(message: bytes, signature: bytes, key: Ed25519PublicKey) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True
