"""Settings that cannot work are refused at the start, by the variable's name and with the mend."""

import pytest
from django.core.checks import CheckMessage, run_checks
from pytest_django import Settings

from tests.unit.config.conftest import PRODUCTION, Program

GOOD = {
    "DJANGO_SETTINGS_MODULE": PRODUCTION,
    "PORTAL_DOMAIN": "courts.example.cn",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "LEDGER_CHECKPOINTS": "s3://ledger",
}


def complaints(identifier: str) -> list[CheckMessage]:
    return [message for message in run_checks(include_deployment_checks=True) if message.id == identifier]


@pytest.mark.parametrize(
    ("setting", "value", "identifier", "variables", "mend"),
    [
        ("PORTAL_DOMAIN", "", "federation.E001", ["PORTAL_DOMAIN"], "courts.example.cn"),
        ("SECRET_KEY", "", "federation.E002", ["SECRET_KEY"], "openssl rand"),
        ("PUBLIC_PORT", 0, "federation.E003", ["PUBLIC_PORT"], "443"),
        ("PUBLIC_PORT", 65536, "federation.E003", ["PUBLIC_PORT"], "443"),
        ("SEARCH_URL", "solr://index", "federated_search.E001", ["SEARCH_URL"], "SEARCH_URL=postgres://"),
        ("SEARCH_URL", "postgres", "federated_search.E001", ["SEARCH_URL"], "SEARCH_URL=postgres://"),
        ("LOG_LEVEL", "LOUD", "federation.E005", ["LOG_LEVEL"], "INFO"),
    ],
)
def test_a_variable_that_cannot_work_is_named_with_its_mend(
    settings: Settings, setting: str, value: object, identifier: str, variables: list[str], mend: str
) -> None:
    assert complaints(identifier) == []

    setattr(settings, setting, value)

    (complaint,) = complaints(identifier)
    assert all(variable in complaint.msg for variable in variables)
    assert mend in str(complaint.hint)


@pytest.mark.parametrize("given", ["access_key", "secret_key"])
def test_half_a_pair_of_keys_is_named_with_both_variables(settings: Settings, given: str) -> None:
    settings.MEDIA_BUCKET = "media"
    settings.MEDIA_S3 = settings.MEDIA_S3 | {"access_key": None, "secret_key": None, given: "something"}

    (complaint,) = complaints("federation.E004")

    assert "AWS_ACCESS_KEY_ID" in complaint.msg
    assert "AWS_SECRET_ACCESS_KEY" in complaint.msg
    assert "both" in str(complaint.hint)


@pytest.mark.parametrize("keys", [{"access_key": None, "secret_key": None}, {"access_key": "a", "secret_key": "s"}])
def test_both_keys_or_none_are_accepted(settings: Settings, keys: dict[str, str | None]) -> None:
    settings.MEDIA_BUCKET = "media"
    settings.MEDIA_S3 = settings.MEDIA_S3 | keys

    assert complaints("federation.E004") == []


def test_the_embedded_database_is_warned_of_in_production_alone(python: Program) -> None:
    assert "DATABASE_URL" in python("manage.py", "check", "--deploy", **GOOD | {"DATABASE_URL": ""}).stderr
    assert python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **GOOD).returncode == 0


def test_checkpoints_that_stay_on_the_machine_are_warned_of(settings: Settings) -> None:
    settings.LEDGER_CHECKPOINTS = "s3://ledger"
    assert complaints("federation.W002") == []

    settings.LEDGER_CHECKPOINTS = ""

    (complaint,) = complaints("federation.W002")
    assert "LEDGER_CHECKPOINTS" in complaint.msg
    assert "s3://bucket/prefix" in str(complaint.hint)


@pytest.mark.parametrize(("public", "warned"), [("", 1), ("media", 1), ("media-public", 0)])
def test_private_and_public_files_in_one_bucket_are_warned_of(settings: Settings, public: str, warned: int) -> None:
    settings.MEDIA_BUCKET, settings.MEDIA_PUBLIC_BUCKET = "media", public

    complained = complaints("federation.W003")

    assert len(complained) == warned
    assert all("MEDIA_PUBLIC_BUCKET" in str(complaint.hint) for complaint in complained)


def test_a_public_bucket_alone_asks_for_its_keys_by_its_own_name(settings: Settings) -> None:
    settings.MEDIA_PUBLIC_BUCKET = "media-public"
    settings.MEDIA_S3 = settings.MEDIA_S3 | {"access_key": "a", "secret_key": None}

    (complaint,) = complaints("federation.E004")

    assert complaint.msg.startswith("MEDIA_PUBLIC_BUCKET is set")


def test_without_any_database_the_variable_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert complaints("federation.E007") == []

    monkeypatch.setattr("federation.courts.checks.find_spec", lambda _name: None)

    (complaint,) = complaints("federation.E007")
    assert "DATABASE_URL" in complaint.msg
    assert "postgres://" in str(complaint.hint)


def test_production_without_an_environment_does_not_start_and_names_everything_at_once(python: Program) -> None:
    refused = python("manage.py", "check", DJANGO_SETTINGS_MODULE=PRODUCTION)

    assert refused.returncode == 1
    assert "PORTAL_DOMAIN is not set" in refused.stderr
    assert "SECRET_KEY is not set" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("variable", "value"), [("PUBLIC_PORT", "https"), ("LOG_LEVEL", "LOUD"), ("SECURE_HSTS_SECONDS", "a year")]
)
def test_a_value_of_the_wrong_kind_is_a_complaint_and_no_traceback(python: Program, variable: str, value: str) -> None:
    refused = python("manage.py", "check", **GOOD | {variable: value})

    assert refused.returncode == 1
    assert variable in refused.stderr
    assert "HINT: Set" in refused.stderr
    assert "Traceback" not in refused.stderr
