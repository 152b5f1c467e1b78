"""Files in templates: {% load files %}."""

from django import template
from django.conf import settings

from files.checks.words import kinds_in_words, size_in_words

register = template.Library()


@register.filter
def file_size(size: int) -> str:
    """Bytes as a Dane writes them: "1,2 MB"."""
    return size_in_words(size)


@register.simple_tag
def files_taken() -> str:
    """Which files are taken in, and how large."""
    return f"{kinds_in_words(settings.FILES_KINDS)}, højst {size_in_words(settings.FILES_MOST_BYTES)} hver."
