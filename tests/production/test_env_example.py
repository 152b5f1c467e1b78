"""Every setting is explained once, in one place."""

import re

from tests.production.image import ROOT, composed

READ = re.compile(r"""env_(?:str|int|bool|list)\(\s*"([A-Z_]+)\"""")


def lines() -> list[str]:
    """The example's lines."""
    return (ROOT / ".env.example").read_text().splitlines()


def test_the_example_names_what_the_settings_read_and_nothing_else() -> None:
    read = set(READ.findall((ROOT / "kontaktlaege" / "settings.py").read_text()))
    assert {line.split("=")[0] for line in lines() if line and line[0] != "#"} == read


def test_each_line_has_a_comment_of_its_own() -> None:
    numbered = lines()
    for number, line in enumerate(numbered):
        if line and line[0] != "#":
            assert numbered[number - 1].startswith("# "), line


def test_compose_passes_every_setting_on_but_those_of_the_demo() -> None:
    passed = {name.removesuffix("_FILE") for name in composed()["services"]["web"]["environment"]}
    assert passed == set(READ.findall((ROOT / "kontaktlaege" / "settings.py").read_text())) - {"DEBUG", "DEMO"}
