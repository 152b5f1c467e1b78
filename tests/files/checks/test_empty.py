"""An empty file is refused."""

import pytest

from files.refused import Refused
from tests.files.samples import taken


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a"])
def test_an_empty_file_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="Filen er tom"):
        taken(b"", name)
