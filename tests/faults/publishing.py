"""`python -m tests.faults.publishing DATABASE SEED NUMBER`: publish, edit and remove at random, as a web process does.

Prints a line for each change that has been committed: what was acknowledged must never be lost.
"""

import os
import random
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "federation.config.settings.test"

import django
from django.conf import settings

KEYS = 200


def main(database: str, seed: str, number: str) -> None:
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from django.db import transaction

    from search.indexing import next_version, remove, store
    from tests.search_documents import notice

    chance = random.Random(int(seed))
    for _ in range(int(number)):
        key = f"k{chance.randrange(KEYS):03}"
        with transaction.atomic():
            version = next_version()
            if gone := chance.random() < 0.3:
                remove(key, version)
            else:
                store(notice(key, version, text=f"第{version}号文书，定于五月开庭"))
        sys.stdout.write(f"{key} {version} {int(gone)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
