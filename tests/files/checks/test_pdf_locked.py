"""A PDF with a password is refused, also when it only guards against changes."""

from typing import Literal

import pytest
from pikepdf import Encryption

from files.refused import Refused
from tests.files.samples import pdf, taken


@pytest.mark.parametrize("strength", [2, 3, 4, 6])
@pytest.mark.parametrize(("user", "owner"), [("hemmelig", "hemmelig"), ("", "hemmelig"), ("hemmelig", "")])
def test_a_locked_pdf(strength: Literal[2, 3, 4, 6], user: str, owner: str) -> None:
    how = Encryption(user=user, owner=owner, R=strength, aes=strength >= 4, metadata=strength >= 4)
    with pytest.raises(Refused, match=r"^PDF'en er låst med adgangskode\. Gem en kopi uden adgangskode"):
        taken(pdf(locked=how), "Aftale.pdf")


def test_a_lock_of_a_kind_that_cannot_be_read() -> None:
    data = pdf(locked=Encryption(user="", owner="a", R=4)).replace(b"/Filter /Standard", b"/Filter /Adobe.Pb")
    with pytest.raises(Refused, match="låst med adgangskode"):
        taken(data, "Aftale.pdf")
