"""The project's menu: parts above put their pages in; it shows only what exists and what the person may see."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from accounts.roles import Act
from projects.access import Standing


@dataclass(frozen=True)
class MenuItem:
    """A page of a project: its place in the menu, its words, its address name, the act it takes."""

    order: int
    label: str
    url_name: str
    act: Act


_items: dict[str, MenuItem] = {}
_national: dict[str, MenuItem] = {}


def register(item: MenuItem) -> None:
    """Put a page into the menu. Called from an app's `ready`."""
    _items[item.url_name] = item


def menu_of(standing: Standing, current: str) -> list[tuple[str, str, bool]]:
    """(address, label, is this page) for what the person may see, in order."""
    shown = sorted((item for item in _items.values() if standing.may(item.act)), key=lambda item: item.order)
    return [
        (reverse(item.url_name, kwargs={"pk": standing.project.pk}), item.label, item.url_name == current)
        for item in shown
    ]


def register_national(item: MenuItem) -> None:
    """Put a page across all municipalities beside the list of projects. Called from an app's `ready`."""
    _national[item.url_name] = item


def national_menu(acts: Collection[Act]) -> list[tuple[str, str]]:
    """(address, label) of those that these acts open, in order."""
    shown = sorted((item for item in _national.values() if item.act in acts), key=lambda item: item.order)
    return [(reverse(item.url_name), item.label) for item in shown]
