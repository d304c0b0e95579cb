"""A signing key for machines where nobody has set one."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def kept_secret(file: Path) -> str:
    """The key in `file`, which is made, readable for its owner alone, when it is absent."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text()
    with os.fdopen(descriptor, "w") as secret:
        secret.write(get_random_secret_key())
    return file.read_text()
