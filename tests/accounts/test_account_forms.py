"""allauth's forms say what we say, and nothing of allauth's own is left in them."""

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators
from django.test import Client
from django.utils.module_loading import import_string

from accounts.account_forms import PASSWORD_HINT
from accounts.models import User
from tests.cast import PASSWORD, Cast


@pytest.mark.parametrize("form", settings.ACCOUNT_FORMS.values())
def test_no_placeholder_and_no_words_of_allauth(form: str) -> None:
    made = import_string(form)() if "Change" not in form else import_string(form)(user=User())
    for name, field in made.fields.items():
        assert "placeholder" not in field.widget.attrs, name
        assert str(field.help_text) in {"", PASSWORD_HINT}, name


def test_the_hint_tells_the_rule_that_is_kept() -> None:
    rules = get_default_password_validators()
    lengths = [rule.min_length for rule in rules if isinstance(rule, MinimumLengthValidator)]
    assert [f"Mindst {length} tegn." in PASSWORD_HINT for length in lengths] == [True]


def test_the_sign_in_page_is_drawn_by_our_pack(db: None, client: Client) -> None:
    html = client.get("/konto/log-ind/").content.decode()
    assert '<label class="form-label" for="id_login">E-mail</label>' in html
    assert 'autocomplete="username"' in html
    assert 'autocomplete="current-password"' in html


def test_a_wrong_password_is_said_without_saying_which_is_wrong(cast: Cast, client: Client) -> None:
    for email in (cast.leader.email, "ukendt@nabo.example"):
        html = client.post("/konto/log-ind/", {"login": email, "password": "forkert"}).content.decode()
        assert "E-mail eller adgangskode er forkert. Prøv igen, eller få en ny adgangskode." in html


def test_a_changed_password_leads_back_to_work(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    new = "tre-nye-ord-12"
    answers = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    page = client.post("/konto/adgangskode/", answers, follow=True)
    assert page.redirect_chain == [("/", 302)]
    assert "Din adgangskode er skiftet." in page.content.decode()


def test_sign_in_again_says_why_when_a_form_was_interrupted(db: None, client: Client) -> None:
    assert "Du var logget af, da du sendte" in client.get("/konto/log-ind/?afbrudt=1").content.decode()
    assert "Du var logget af, da du sendte" not in client.get("/konto/log-ind/").content.decode()
