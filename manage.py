#!/usr/bin/env python3
"""The platform's command line. Settings for a developer's machine unless DJANGO_SETTINGS_MODULE says otherwise."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "federation.config.settings.local")
    from federation.ledger.acting import acting, system_actor  # which asks for the settings

    command = next((word for word in sys.argv[1:] if word not in {"all_tenants_command", "tenant_command"}), "")
    with acting(system_actor(command, display=os.environ.get("SUDO_USER") or os.environ.get("USER", ""))):
        execute_from_command_line(sys.argv)
