"""Over all models: moments have their person, constraints their names, history is protected."""

import pytest
from django.apps import apps
from django.db import models

OURS = [
    model
    for app in ("audit", "outbox", "accounts", "projects", "files", "checklists", "agreements", "documents")
    for model in apps.get_app_config(app).get_models()
]
# A moment that no person stands behind: the database's own clock, a command without a person, a mail on its way. What
# was seen was seen by the mentioned person.
WITHOUT_PERSON = {"recorded_at", "occurred_at", "loaded_at", "put_at", "next_attempt_at", "sent_at", "seen_at"}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_moment_has_its_person(model: type[models.Model]) -> None:
    names = {field.name for field in model._meta.get_fields()}
    moments = {name for name in names if name.endswith("_at")} - WITHOUT_PERSON
    assert {name for name in moments if name.removesuffix("_at") + "_by" not in names} == set()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_constraints_are_named_by_what_they_keep(model: type[models.Model]) -> None:
    unnamed = [field.name for field in model._meta.local_fields if field.unique and not field.primary_key]
    assert not unnamed, "use a named UniqueConstraint"
    assert not model._meta.unique_together
    assert all("_" in constraint.name for constraint in model._meta.constraints)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_history_is_protected(model: type[models.Model]) -> None:
    loose = [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT
    ]
    assert not loose
