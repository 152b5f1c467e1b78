"""The pieces that pages are put together from, and what holds for every template."""

import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.template.loader import render_to_string
from pytest_django.asserts import assertHTMLEqual

from ui.finders import PackageFinder
from ui.states import OWN_ICONS, STATES

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.html") if "mail" not in path.parts)
SPRITE = "/static/kl/sprite.svg"
THEIRS = "/static/dkfds/img/all-svg-icons.svg"


def kl(source: str, **context: object) -> str:
    return Template("{% load kl %}" + source).render(Context(context))


def test_our_own_icons_come_from_our_sprite_and_others_from_the_package() -> None:
    assertHTMLEqual(
        kl("{% icon 'done' 'i16' %}"),
        f'<svg class="i16" focusable="false" aria-hidden="true"><use href="{SPRITE}#done"></use></svg>',
    )
    assertHTMLEqual(
        kl("{% icon 'error' 'icon-svg alert-icon' 'Fejl' %}"),
        f'<svg class="icon-svg alert-icon" focusable="false" role="img" aria-label="Fejl">'
        f'<use href="{THEIRS}#error"></use></svg>',
    )


def test_the_sprite_holds_our_own_icons_and_nothing_else() -> None:
    drawings = re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/kl/sprite.svg").read_text(encoding="utf-8"))
    assert sorted(drawings) == sorted(OWN_ICONS)


def test_every_icon_a_template_names_exists() -> None:
    theirs = (PackageFinder().root / "img/all-svg-icons.svg").read_text(encoding="utf-8")
    known = OWN_ICONS | set(re.findall(r'<symbol id="([^"]+)"', theirs))
    for path in TEMPLATES:
        named = set(re.findall(r"""{% icon ["']([^"']+)["']""", path.read_text(encoding="utf-8")))
        assert named <= known, path


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_inline(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", source, re.IGNORECASE)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", source))


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_icon_and_word(state: str) -> None:
    word = STATES[state].word
    svg = f'<svg class="i16" focusable="false" aria-hidden="true"><use href="{SPRITE}#{state}"></use></svg>'
    assertHTMLEqual(render_to_string("components/state.html", {"state": state}), f'<span class="st">{svg}{word}</span>')
    assertHTMLEqual(
        render_to_string("components/badge.html", {"state": state}),
        f'<span class="badge {STATES[state].badge}">{svg}{word}</span>',
    )
    assertHTMLEqual(
        render_to_string("components/state_icon.html", {"state": state}),
        f'{svg}<span class="sr-only">{word}: </span>',
    )


def test_an_unknown_state_is_an_error_and_not_a_blank() -> None:
    with pytest.raises(KeyError):
        render_to_string("components/state.html", {"state": "lost"})


def test_empty_says_what_will_stand_here_and_gives_one_button() -> None:
    words = {"heading": "Ingen projekter endnu", "text": "Her kommer de til at stå."}
    text = '<h2 class="h5">Ingen projekter endnu</h2><p>Her kommer de til at stå.</p>'
    assertHTMLEqual(render_to_string("components/empty.html", words), f'<div class="kl-panel kl-empty">{text}</div>')
    button = '<a class="button button-secondary small" href="/konto/glemt/">Gå videre</a>'
    assertHTMLEqual(
        render_to_string(
            "components/empty.html", {**words, "url_name": "account_reset_password", "action": "Gå videre"}
        ),
        f'<div class="kl-panel kl-empty">{text}{button}</div>',
    )


@pytest.mark.parametrize(("kind", "role"), [("info", ""), ("success", ""), ("warning", "alert"), ("error", "alert")])
def test_an_alert_interrupts_only_when_something_is_wrong(kind: str, role: str) -> None:
    html = render_to_string("components/alert.html", {"kind": kind, "text": "Noget skete."})
    assert f'class="alert alert-{kind}"' in html
    assert ('role="alert"' in html) is bool(role)


def test_breadcrumbs_end_at_this_page() -> None:
    html = render_to_string(
        "components/breadcrumbs.html", {"first": "Opgaver", "first_url": "/projekter/1/opgaver/", "here": "G31"}
    )
    assert html.count("<li ") == html.count("<li") == 2
    assert '<a class="breadcrumbs__link" href="/projekter/1/opgaver/">Opgaver</a>' in html
    assert html.index('aria-current="page"') > html.index("Opgaver")


def test_a_receipt_is_an_alert() -> None:
    html = render_to_string("components/messages.html", {"messages": [Message(constants.SUCCESS, "G31 er lukket.")]})
    assert 'class="alert alert-success"' in html
    assert "G31 er lukket." in html


def test_dates_of_moments_are_danish_days() -> None:
    """A quarter to midnight in Greenwich is the next day here."""
    late = datetime(2026, 11, 26, 23, 45, tzinfo=ZoneInfo("UTC"))
    context = {"at": late, "today": date(2026, 11, 27)}
    assert kl("{{ at|short_date:today }} {{ at|clock_time }}", **context) == "fre. 27. nov. kl. 0.45"
    assert kl("{{ at|long_date }}", **context) == "fredag den 27. november 2026"
    assert kl("{{ at|day_heading:today }}", **context) == "I dag, fredag den 27. november"


def test_no_date_is_no_text() -> None:
    for name in ("short_date", "long_date", "clock_time", "workdays_left"):
        assert kl(f"{{{{ none|{name} }}}}", none=None, today=date(2026, 11, 27)) == ""
    assert kl("{{ count|workdays_left }}", count=0) == "i dag"
