"""Marks by which a form knows that somebody has said: these digits are no CPR-nummer. A mark tells nothing of them."""

from collections.abc import Iterable, Sequence

from django.utils.crypto import salted_hmac

from ui.cpr import Found


def fresh_mark(found: Iterable[Found]) -> str:
    """Stands on the box that is offered with the error: sent along, it is news and belongs in the record."""
    return _mark(found, "ui.not_cpr.fresh")


def kept_mark(found: Iterable[Found]) -> str:
    """Stands on the box of a text that was kept earlier: sent along, it says nothing new."""
    return _mark(found, "ui.not_cpr.kept")


def says(mark: str, found: Sequence[Found]) -> bool:
    """Whether the mark says so of just these."""
    return bool(found) and mark in {fresh_mark(found), kept_mark(found)}


def _mark(found: Iterable[Found], salt: str) -> str:
    # Of the digits alone: the words around them may change.
    return salted_hmac(salt, " ".join(number.digits for number in found)).hexdigest()[:32]
