"""What every form of a move begins with, and what it hands on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from accounts.roles import Role
from agreements.kinds import Kind
from agreements.models import Agreement
from agreements.rules.unsettled import unsettled
from projects.access import Standing
from projects.manning import holdings_on
from projects.models import RoleHolding
from ui.danish import listed
from ui.forms import Form


@dataclass
class Basis:
    """What a form begins with: the agreement as it stands, who fills it in, and the day."""

    standing: Standing
    kind: Kind
    agreement: Agreement
    today: date

    @cached_property
    def holdings(self) -> list[RoleHolding]:
        """Who holds which role that day."""
        return holdings_on([self.standing.project], on=self.today, units=False)

    def names(self, role: Role) -> str:
        """Those who hold the role; "" for none."""
        names = list(dict.fromkeys(held.user.name for held in self.holdings if held.role == role))
        return listed(names, most=3) if names else ""

    @cached_property
    def unsettled(self) -> list[str]:
        """What is still open, in sentences: shown where the agreement is about to be signed."""
        return unsettled(self.agreement, self.kind)

    @property
    def party(self) -> str:
        """The other side, by name."""
        return self.kind.party_name(self.agreement.counterpart or self.kind.data["counterparts"][0])


class MoveForm(Form):
    """A move's facts, by the agreement's own names. `seen` is the version the form was made from."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    # Files, and what is no fact of the agreement.
    not_facts: ClassVar[frozenset[str]] = frozenset({"seen", "reason", "documents"})

    def __init__(self, *args: Any, basis: Basis, **kwargs: Any) -> None:
        self.basis = basis
        kwargs["initial"] = {"seen": basis.agreement.version, **self.begins_with(basis)}
        super().__init__(*args, **kwargs)

    def begins_with(self, basis: Basis) -> dict[str, Any]:
        """What the fields hold before anybody writes."""
        return {}

    def unmarked(self, *names: str) -> None:
        """Not said to be frivilligt: needed when another is empty, or what is there already."""
        for name in names:
            vars(self.fields[name])["needed_sometimes"] = True

    @property
    def facts(self) -> dict[str, Any]:
        """What was said; what was left empty stays as it is known."""
        given = self.cleaned_data.items()
        return {name: value for name, value in given if name not in self.not_facts and value not in (None, "")}

    @property
    def why(self) -> str:
        """Why, where the form asks."""
        return str(self.cleaned_data.get("reason", ""))

    @property
    def uploads(self) -> list[UploadedFile]:
        """The files that came with it."""
        return list(self.cleaned_data.get("documents") or [])

    @property
    def has_files(self) -> bool:
        """Does the form take files?"""
        return "documents" in self.fields

    def renew(self) -> None:
        """Sent again, it is about the agreement as it stands now."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("seen")] = str(self.basis.agreement.version)
        self.data = data

    def blame(self, faults: Mapping[str, str]) -> None:
        """Put each fault at its field, or above the form where it has none."""
        for name, fault in faults.items():
            self.add_error(name if name in self.fields else None, fault)
