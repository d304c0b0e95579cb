#!/usr/bin/env python3
"""The platform's command line. Settings for a developer's machine unless DJANGO_SETTINGS_MODULE says otherwise."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "federation.config.settings.local")
    execute_from_command_line(sys.argv)
