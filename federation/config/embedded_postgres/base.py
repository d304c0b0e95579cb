from typing import Any

from django.conf import settings
from django_tenants.postgresql_backend.base import DatabaseWrapper as TenantDatabaseWrapper


class DatabaseWrapper(TenantDatabaseWrapper):
    """django-tenants' wrapper over a server in the data folder, which stops when its last process ends."""

    def get_connection_params(self) -> dict[str, Any]:
        # Production may leave the wheel out: a system check asks for DATABASE_URL then, which an import here would forestall.
        from federation.config.embedded_postgres.server import socket_directory

        params: dict[str, Any] = super().get_connection_params()
        params["host"] = str(socket_directory(settings.EMBEDDED_POSTGRES_FOLDER))
        params["user"] = "postgres"
        return params
