"""`python -m tests.relevance.record`: measure both backends anew, and write down what CI holds later changes to.

Elasticsearch must run: `make elasticsearch`.
"""

import json
import os


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "federation.config.settings.local")
    import django

    django.setup()
    from search.relevance.scratch import SCRATCH
    from tests.relevance.measured import RECORDED, measured

    figures = {}
    for name, scratch in SCRATCH.items():
        with scratch() as backend:
            figures[name] = measured(backend)
    RECORDED.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
