"""Where the index lies. Callers use `search.services`, and never ask which backend answers."""
