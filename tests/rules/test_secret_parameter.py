from __future__ import annotations

import json

import pytest
from shipped_node import LISTING
from tools import findings

from pysched_gen.check.rules.secret_parameter import secret_in

RULE = "secret-parameter"

SECRETS = {
    "farmq_password": "password",
    "farmq_passwd": "passwd",
    "farmqpassword": "farmqpassword",
    "farmq_passphrase": "passphrase",
    "farmq_secret": "secret",
    "farmq_client_secret": "secret",
    "farmq_credentials": "credentials",
    "farmq_token": "token",
    "farmq_token2": "token",
    "farmq_authToken": "token",
    "farmq_accesstoken": "accesstoken",
    "farmq_api_key": "api key",
    "farmq_apikey": "apikey",
    "farmqAPIKey": "api key",
    "farmq_access_key": "access key",
    "farmq_secret_key": "secret key",
    "Private Key": "private key",
    "Password (optional)": "password",
    "Farm Password:": "password",
    "Password of the Queue": "password",
    "secret#": "secret",
}
HARMLESS = """
    token_menu farmq_servicekeys farmq_service_key keyframe limittags keyword farmq_monkey
    farmq_pass render_pass pass_name beautypass passes bypass compass passthrough farmq_tokenize
    farmq_password_file farmq_secret_path farmq_token_url farmq_credentials_env farmq_secret_name
    farmq_passwordprompt_method farmq_key farmq_key_id farmq_api farmq_author farmq_secretary
    farmq_tokens sort_key primary_key farmq_secrets_manager farmq_access_key_id
    """


@pytest.mark.parametrize(("text", "word"), SECRETS.items())
def test_words_of_secrets(text: str, word: str) -> None:
    assert secret_in(text) == word


@pytest.mark.parametrize("text", [*HARMLESS.split(), "Password File", "Use Token From", "日本", ""])
def test_words_of_others(text: str) -> None:
    assert secret_in(text) == ""


@pytest.mark.skipif(not LISTING.is_file(), reason=f"{LISTING.name} is not beside the project")
def test_of_the_parameters_of_shipped_schedulers_one_is_for_a_secret() -> None:
    nodes = json.loads(LISTING.read_text("utf-8"))["nodes"].values()
    every = [parm for node in nodes for parm in node["parms"] if parm["type"] == "String"]
    found = {parm["name"] for parm in every if secret_in(parm["name"]) or secret_in(parm["label"])}
    assert len(every) > 100
    assert found == {"tractor_pass"}


def found_in(facts: str, name: str = "farmq_token", dialog: str = "") -> list[str]:
    table = f'[[parameters]]\nname = "{name}"\n{facts}'
    found = [one for one in findings({}, manifest=table, dialog=dialog) if one.name == RULE]
    assert all(one.severity.value == "warning" for one in found)
    assert all(one.span.line == (1 if dialog else 20) for one in found)
    return [one.message for one in found]


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ("", "which every scene keeps in clear text; read it from an environment variable"),
        ("", 'os.environ["FARMQ_TOKEN"]'),
        ("default = ''", "which every scene keeps"),
        ("overridable = true", "on each node that overrides it too"),
        ("default = 'hunter2'", "its default is in the package for everyone to read"),
    ],
)
def test_found(facts: str, message: str) -> None:
    (found,) = found_in(facts)
    assert message in found


def test_the_label_says_so() -> None:
    assert len(found_in('label = "Farm Password"', "farmq_pass")) == 1


@pytest.mark.parametrize(
    "facts",
    [
        'type = "toggle"',
        'type = "integer"',
        'type = "label"',
        'menu = ["a", "b"]',
        'default = "$FARMQ_TOKEN"',
        'default = "~/.farmq/token"',
        'default = "/etc/farmq/token"',
    ],
)
def test_fine(facts: str) -> None:
    assert found_in(facts) == []


def test_the_field_of_a_file_is_fine() -> None:
    assert found_in("", dialog='parm { name "farmq_token" type file }') == []
    assert len(found_in("", dialog='parm { name "farmq_token" type string }')) == 1
