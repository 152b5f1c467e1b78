"""The HTML that our crispy pack draws, for each kind of field the pages use."""

from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from pytest_django.asserts import assertHTMLEqual, assertInHTML

from ui.fields import DanishDateField, GuardedTextField, LinkField
from ui.forms import Form

PAGE = Template("{% load crispy_forms_tags %}{% crispy form %}")


def drawn(form: forms.Form) -> str:
    return PAGE.render(Context({"form": form}))


def form_with(field: forms.Field, data: dict[str, Any] | None = None, **kwargs: Any) -> Form:
    made: Form = type("Sample", (Form,), {"it": field})(data, **kwargs)
    return made


PLAIN = {
    "a line of text": (
        GuardedTextField(label="Rollens navn", max_length=200),
        """<div class="form-group"><label class="form-label" for="id_it">Rollens navn</label>
        <input type="text" name="it" id="id_it" class="form-input" required></div>""",
    ),
    "an optional one with a hint": (
        GuardedTextField(label="Sag", help_text="Nummeret hos jer.", required=False),
        """<div class="form-group"><label class="form-label" for="id_it">Sag <span class="weight-normal">(frivilligt)
        </span></label><span class="form-hint" id="id_it_helptext">Nummeret hos jer.</span>
        <input type="text" name="it" id="id_it" class="form-input" aria-describedby="id_it_helptext"></div>""",
    ),
    "a text area": (
        GuardedTextField(label="Note", widget=forms.Textarea(attrs={"rows": 3})),
        """<div class="form-group"><label class="form-label" for="id_it">Note</label>
        <textarea name="it" cols="40" rows="3" id="id_it" class="form-input" required></textarea></div>""",
    ),
    "a date": (
        DanishDateField(label="Oprettet den"),
        """<div class="form-group"><label class="form-label" for="id_it">Oprettet den</label>
        <span class="form-hint" id="id_it_helptext">dd.mm.åååå</span>
        <input type="text" name="it" id="id_it" class="form-input w-s" inputmode="numeric" autocomplete="off" required
        aria-describedby="id_it_helptext"></div>""",
    ),
    "a link": (
        LinkField(label="Link", help_text=""),
        """<div class="form-group"><label class="form-label" for="id_it">Link</label>
        <input type="text" name="it" id="id_it" class="form-input" inputmode="url" spellcheck="false"
        autocomplete="off" required></div>""",
    ),
    "an e-mail address": (
        forms.EmailField(label="E-mail"),
        """<div class="form-group"><label class="form-label" for="id_it">E-mail</label>
        <input type="email" name="it" id="id_it" class="form-input" maxlength="320" required></div>""",
    ),
    "a password": (
        forms.CharField(label="Adgangskode", widget=forms.PasswordInput),
        """<div class="form-group"><label class="form-label" for="id_it">Adgangskode</label>
        <input type="password" name="it" id="id_it" class="form-input" required></div>""",
    ),
    "a list to choose from": (
        forms.ChoiceField(label="Kommune", choices=[("", "Vælg kommune"), ("1", "Aarhus")]),
        """<div class="form-group"><label class="form-label" for="id_it">Kommune</label>
        <select name="it" id="id_it" class="form-select" required><option value="" selected>Vælg kommune</option>
        <option value="1">Aarhus</option></select></div>""",
    ),
    "radio buttons": (
        forms.ChoiceField(
            label="Devices", choices=[("a", "Egne"), ("b", "Delte")], widget=forms.RadioSelect, help_text="De fleste."
        ),
        """<div class="form-group"><fieldset aria-describedby="id_it_helptext">
        <legend class="form-label">Devices</legend><span class="form-hint" id="id_it_helptext">De fleste.</span>
        <div class="form-group-radio"><input type="radio" name="it" value="a" id="id_it_0" class="form-radio" required>
        <label for="id_it_0">Egne</label></div>
        <div class="form-group-radio"><input type="radio" name="it" value="b" id="id_it_1" class="form-radio" required>
        <label for="id_it_1">Delte</label></div></fieldset></div>""",
    ),
    "check boxes": (
        forms.MultipleChoiceField(
            label="Hvem", choices=[("a", "Ledere")], widget=forms.CheckboxSelectMultiple, required=False
        ),
        """<div class="form-group"><fieldset>
        <legend class="form-label">Hvem <span class="weight-normal">(frivilligt)</span></legend>
        <div class="form-group-checkbox"><input type="checkbox" name="it" value="a" id="id_it_0" class="form-checkbox">
        <label for="id_it_0">Ledere</label></div></fieldset></div>""",
    ),
    "a single check box": (
        forms.BooleanField(label="Læst", help_text="Hele vejledningen."),
        """<div class="form-group"><div class="form-group-checkbox"><input type="checkbox" name="it" id="id_it"
        class="form-checkbox" required aria-describedby="id_it_helptext"><label for="id_it">Læst</label>
        <span class="form-hint" id="id_it_helptext">Hele vejledningen.</span></div></div>""",
    ),
    "a hidden one": (
        forms.CharField(widget=forms.HiddenInput),
        """<input type="hidden" name="it" id="id_it">""",
    ),
}


@pytest.mark.parametrize("kind", PLAIN)
def test_a_field_as_it_first_stands(kind: str) -> None:
    field, html = PLAIN[kind]
    assertHTMLEqual(drawn(form_with(field)), html)


def test_a_field_with_a_hint_and_an_error_is_described_by_both() -> None:
    form = form_with(DanishDateField(label="Oprettet den"), {"it": "31.02.2026"})
    assertInHTML(
        """<div class="form-group form-error"><label class="form-label" for="id_it">Oprettet den</label>
        <span class="form-hint" id="id_it_helptext">dd.mm.åååå</span>
        <span class="form-error-message" id="id_it_error"><span class="sr-only">Fejl: </span>Den dag findes ikke. Se
        efter i kalenderen, og skriv datoen som dag.måned.år.</span>
        <input type="text" name="it" value="31.02.2026" id="id_it" class="form-input w-s" inputmode="numeric"
        autocomplete="off" required aria-invalid="true" aria-describedby="id_it_helptext id_it_error"></div>""",
        drawn(form),
    )


def test_the_error_of_radio_buttons_belongs_to_their_group() -> None:
    field = forms.ChoiceField(
        label="Devices?", choices=[("a", "Egne")], widget=forms.RadioSelect, help_text="De fleste."
    )
    html = drawn(form_with(field, {}))
    assertInHTML(
        """<div class="form-group form-error"><fieldset aria-describedby="id_it_helptext id_it_error">
        <legend class="form-label">Devices?</legend><span class="form-hint" id="id_it_helptext">De fleste.</span>
        <span class="form-error-message" id="id_it_error"><span class="sr-only">Fejl: </span>Vælg en af
        mulighederne.</span>
        <div class="form-group-radio"><input type="radio" name="it" value="a" id="id_it_0" class="form-radio" required>
        <label for="id_it_0">Egne</label></div></fieldset></div>""",
        html,
    )
    assertInHTML('<a href="#id_it_0">Devices: Vælg en af mulighederne.</a>', html)


def test_the_error_of_a_single_check_box_stands_above_it() -> None:
    assertInHTML(
        """<div class="form-group form-error"><span class="form-error-message" id="id_it_error">
        <span class="sr-only">Fejl: </span>Sæt kryds, før du går videre.</span>
        <div class="form-group-checkbox"><input type="checkbox" name="it" id="id_it" class="form-checkbox" required
        aria-invalid="true" aria-describedby="id_it_error"><label for="id_it">Læst</label></div></div>""",
        drawn(form_with(forms.BooleanField(label="Læst"), {})),
    )


def test_the_summary_stands_first_and_links_to_the_fields() -> None:
    form = form_with(GuardedTextField(label="Rollens navn"), {"it": ""})
    form.add_error(None, "Kommunen har allerede et åbent projekt.")
    html = drawn(form)
    assert html.strip().startswith('<div class="alert alert-error kl-summary" role="alert" tabindex="-1" autofocus>')
    assertInHTML(
        """<ul class="plain"><li>Kommunen har allerede et åbent projekt.</li>
        <li><a href="#id_it">Rollens navn: Udfyld feltet.</a></li></ul>""",
        html,
    )


def test_there_is_no_summary_without_errors() -> None:
    assert "kl-summary" not in drawn(form_with(GuardedTextField(), {"it": "rigtigt"}))
    assert "kl-summary" not in drawn(form_with(GuardedTextField()))


def test_an_error_on_a_hidden_field_is_said_but_cannot_be_a_link() -> None:
    html = drawn(form_with(forms.UUIDField(label="Once", widget=forms.HiddenInput), {"it": "nej"}))
    assert "#id_it" not in html
    assert "<li>Once: " in html


def test_two_forms_on_a_page_do_not_share_ids() -> None:
    html = drawn(form_with(GuardedTextField(label="Begrundelse", help_text="Kort."), {}, prefix="reopen"))
    assert 'for="id_reopen-it"' in html
    assert 'id="id_reopen-it_helptext"' in html
    assert 'aria-describedby="id_reopen-it_helptext id_reopen-it_error"' in html


def test_what_was_typed_is_never_html() -> None:
    html = drawn(form_with(forms.IntegerField(label="<b>Antal</b>", help_text="<i>fx</i> 3"), {"it": '"><script>'}))
    assert "<script>" not in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_a_layout_draws_only_what_it_names() -> None:
    form = form_with(GuardedTextField(label="Navn"))
    helper = form.helper
    helper.layout = helper.build_default_layout(form)
    html = Template("{% load crispy_forms_tags %}{% crispy form helper %}").render(
        Context({"form": form, "helper": helper})
    )
    assertHTMLEqual(html, drawn(form))
