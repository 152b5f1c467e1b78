"""The form of a document's link, MedCom's or a municipality's own."""

from typing import Any, Self, cast

from django import forms
from django.http import QueryDict

from documents.models import LocalLink, NationalLink
from documents.models.links import LONGEST_VERSION
from ui.fields import GuardedTextField, LinkField
from ui.forms import Form


class LinkForm(Form):
    """Where the document lies, and its version; both empty takes the link away."""

    link = LinkField(
        label="Link",
        required=False,
        help_text="Mangler https:// forrest, sætter vi det på. Tøm begge felter for at fjerne linket.",
    )
    version = GuardedTextField(
        label="Udgave",
        max_length=LONGEST_VERSION,
        required=False,
        help_text="Fx 1.2 eller datoen på dokumentet. Skriver du en anden udgave, bliver læserne bedt om at læse igen.",
    )
    # The number of the change that the form shows.
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    @classmethod
    def showing(cls, now: NationalLink | LocalLink | None, *, link: str = "", version: str = "") -> Self:
        """The form for the link as it stands; `link` and `version` are the playbook's, before anybody has set one."""
        if now:
            return cls(initial={"link": now.link, "version": now.version, "seen": now.number})
        return cls(initial={"link": link, "version": version, "seen": 0})

    def clean(self) -> None:
        """A version needs its address."""
        super().clean()
        data = self.cleaned_data
        if data.get("version") and "link" in data and not data["link"]:
            self.add_error("link", "Indsæt linket til udgaven, eller tøm begge felter for at fjerne linket.")

    @property
    def answers(self) -> dict[str, Any]:
        """What the services ask for."""
        data = self.cleaned_data
        return {
            "link": data["link"],
            "version": data["version"],
            "seen": data["seen"] or 0,
            "not_cpr": self.confirmed_not_cpr,
        }

    def renew(self, now: NationalLink | LocalLink | None) -> None:
        """The link was changed meanwhile: what was typed stays, and sending it again is a change of what stands now."""
        data = cast(QueryDict, self.data).copy()
        data["seen"] = str(now.number if now else 0)
        self.data = data
