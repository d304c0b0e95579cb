import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_tenants.utils import schema_context

from federation.accounts.creating import ROLE_GROUPS, create_account
from federation.courts.models import PUBLIC_SCHEMA
from federation.courts.opening import find_site
from federation.domain.errors import FederationError


class Command(BaseCommand):
    help = "Make an account at one court (CODE) or on the platform itself (CODE is `platform`), and print its password once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="the court's code (法院代字), such as 京0105, or `platform`")
        parser.add_argument("username")
        parser.add_argument("--password-stdin", action="store_true", help="take the password from standard input")
        parser.add_argument("--role", choices=["administrator", *ROLE_GROUPS], default="editor")

    def handle(self, *args: Any, **options: Any) -> None:
        given = sys.stdin.readline().strip() if options["password_stdin"] else ""
        try:
            on_platform = options["code"] == "platform"
            schema = PUBLIC_SCHEMA if on_platform else find_site(options["code"]).schema_name
            with schema_context(schema):
                password = create_account(username=options["username"], role=options["role"], password=given)
        except FederationError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(options["username"] if given else f"{options['username']} {password}")
