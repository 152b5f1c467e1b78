"""No form takes a text, a table or a file that nobody looks at: CPR-numre are stopped at the door."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured

from checklists.evidence_fields import KINDS, make_field
from tests.walls.test_imports import MAY_IMPORT
from ui.cpr_guard import is_unguarded
from ui.fields import ConfirmableTextField, GuardedTextField
from ui.forms import Form, PlainWords

ROOT = Path(__file__).resolve().parents[2]
# Form × where the press "det er ikke et CPR-nummer" is recorded, and the test that sees it.
CONFIRMED = {
    "accounts.forms.OwnDetailsForm": "tests/accounts/test_own_page.py",
    "agreements.forms.correct.CorrectForm": "tests/agreements/test_package.py",
    "agreements.forms.moves.ReceiveForm": "tests/agreements/test_package.py",
    "agreements.forms.signed.FiledForm": "tests/agreements/test_package.py",
    "agreements.forms.signed.SignForm": "tests/agreements/test_package.py",
    "checklists.evidence.forms.EvidenceForm": "tests/checklists/test_task_cpr.py",
    "documents.forms.LinkForm": "tests/documents/test_links.py",
}


def below(above: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    """Every class that inherits from it, however far down."""
    form: type[forms.BaseForm]
    for form in above.__subclasses__():
        yield form
        yield from below(form)


def our_forms() -> list[type[forms.BaseForm]]:
    """Every form of ours, its module imported by nobody or by many."""
    for app in (*MAY_IMPORT, "kontaktlaege"):
        package = import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if "migrations" not in module.name and not module.name.endswith("wsgi"):
                import_module(module.name)
    ours = {form for form in below(forms.BaseForm) if form.__module__.split(".")[0] in {*MAY_IMPORT, "kontaktlaege"}}
    return sorted(ours, key=name_of)


def name_of(form: type) -> str:
    return f"{form.__module__}.{form.__qualname__}"


def fields_of(form: type[forms.BaseForm]) -> dict[str, forms.Field]:
    """Its fields, and those that the playbook makes for the closing form."""
    made = {kind: make_field(kind) for kind in KINDS} if form.__name__ == "EvidenceForm" else {}
    declared: dict[str, forms.Field] = vars(form).get("base_fields", {})
    return {**declared, **made}


def test_every_form_is_of_our_kind() -> None:
    assert len(our_forms()) > 20
    assert [name_of(form) for form in our_forms() if not issubclass(form, PlainWords)] == []


def test_every_text_is_guarded() -> None:
    unguarded = [
        f"{name_of(form)}.{name}"
        for form in our_forms()
        for name, field in fields_of(form).items()
        if is_unguarded(field)
    ]
    assert unguarded == [], "Use GuardedTextField, ReferenceField, PhoneField, LinkField or GuardedFileField"


def test_every_press_that_it_is_no_cpr_is_recorded() -> None:
    asking = {
        name_of(form)
        for form in our_forms()
        if any(isinstance(field, ConfirmableTextField) for field in fields_of(form).values())
    }
    assert asking == set(CONFIRMED), "Hand the form's confirmed_not_cpr to the service, and see the event in a test"
    for test in CONFIRMED.values():
        assert "NOT_CPR" in (ROOT / test).read_text(encoding="utf-8"), test


def test_no_page_takes_typed_text_without_a_form() -> None:
    """Searching and filtering are GET and keep nothing."""
    typed = re.compile(r"<textarea|<input(?![^>]*type=\"(?:hidden|checkbox|radio|search|submit)\")")
    pages = [path for path in (ROOT / "templates").rglob("*.html") if typed.search(path.read_text(encoding="utf-8"))]
    # It takes files only; their names are guarded where files are taken in (files/checks/names.py).
    assert [str(page.relative_to(ROOT)) for page in pages] == ["templates/files/_choose.html"]


@pytest.mark.parametrize(
    "field",
    [forms.CharField(), forms.CharField(widget=forms.Textarea), forms.SlugField(), forms.FileField()],
)
def test_a_form_that_forgot_does_not_work_at_all(field: forms.Field) -> None:
    forgetful: type[Form] = type("Forgetful", (Form,), {"note": GuardedTextField(), "it": field})
    with pytest.raises(ImproperlyConfigured, match="Forgetful takes unguarded text: it"):
        _ = forgetful({"it": "x"}).errors
