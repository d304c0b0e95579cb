"""How much of a file is read, and what reading may cost."""

MAX_BYTES = 50 * 1024 * 1024
MAX_PAGES = 500
"""Pages, sheets or slides."""

MAX_CHARACTERS = 100_000
"""As many as the search looks at of the files of one page."""

MAX_SCANNED_CHARACTERS = 5_000_000
"""As many as are looked through for what must not go public: a file longer than that is not said to be sound."""

MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes that the parts of a packed file (docx, xlsx, pptx, ofd) may have together when unpacked."""

MAX_PARTS = 10_000
SECONDS = 60
CPU_SECONDS = 45
MEMORY = 1024 * 1024 * 1024
"""Bytes of address space, the interpreter's own included."""
