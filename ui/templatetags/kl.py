"""Icons, states and Danish dates in templates: {% load kl %}."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ui import danish
from ui.states import OWN_ICONS, STATES

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "icon-svg", label: str = "") -> SafeString:
    """An icon, hidden from screen readers unless it has a label of its own."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return _drawing(name, css, spoken)


# A long list draws the same few icons hundreds of times.
@lru_cache(maxsize=200)
def _drawing(name: str, css: str, spoken: SafeString) -> SafeString:
    sprite = static("kl/sprite.svg" if name in OWN_ICONS else "dkfds/img/all-svg-icons.svg")
    return format_html('<svg class="{}" focusable="false" {}><use href="{}#{}"></use></svg>', css, spoken, sprite, name)


@register.filter
def state_word(state: str) -> str:
    """The word of a state: "I gang"."""
    return STATES[state].word


@register.filter
def state_badge(state: str) -> str:
    """The badge class of a state."""
    return STATES[state].badge


def _day(value: date | datetime) -> date:
    """The Danish calendar day of a date or an aware moment."""
    return timezone.localdate(value) if isinstance(value, datetime) else value


@register.filter
def short_date(value: date | datetime | None, today: date | None = None) -> str:
    """Such as "fre. 27. nov.", with the year when it is not the year of `today`; empty for no date."""
    return danish.short_date(_day(value), today) if value else ""


@register.filter
def long_date(value: date | datetime | None, today: date | None = None) -> str:
    """Such as "fredag den 27. november 2026", without the year when it is the year of `today`; empty for no date."""
    return danish.long_date(_day(value), today) if value else ""


@register.filter
def clock_time(value: datetime | None) -> str:
    """Such as "kl. 9.02", Danish time."""
    return danish.clock_time(timezone.localtime(value).time()) if value else ""


@register.filter
def day_and_time(value: datetime, today: date) -> str:
    """Such as "i går kl. 14.20", Danish time."""
    return danish.day_and_time(timezone.localtime(value), today)


@register.filter
def day_heading(value: date | datetime, today: date) -> str:
    """Such as "I dag, tirsdag den 24. november"."""
    return danish.day_heading(_day(value), today)


@register.filter
def workdays_left(count: int | None) -> str:
    """Such as "om 3 arbejdsdage" or "6 arbejdsdage over"; empty for no date."""
    return "" if count is None else danish.workdays_left(count)


@register.filter
def whole_number(count: int | None) -> str:
    """Such as "1.234"; empty for none."""
    return "" if count is None else danish.whole_number(count)
