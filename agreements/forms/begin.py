"""Beginning on another agreement of a kind."""

from typing import Any

from agreements.forms.fields import line
from agreements.kinds import Kind
from ui.forms import Form


class BeginForm(Form):
    """Where there is one with each practice, which practice (G40)."""

    practice = line("Lægepraksis", required=True, error_messages={"required": "Skriv praksissens navn."})

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not kind.several:
            del self.fields["practice"]
