"""Everything the list of a project's files shows. Read once; as many queries whatever the number of files."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import QueryDict

from files.kinds import KINDS
from files.listing.filter import LABELS, SORTS, YES, FileFilter, finds
from files.models import File, FileVersion
from files.models.file import FileVersionQuerySet
from files.parts import Place, label_of, places_of
from files.signatures.told import Told, told_of
from projects.access import Standing
from ui.danish import sort_key
from ui.filters import Choices

PAGE, PER_PAGE = "side", 50


@dataclass(frozen=True)
class ListedFile:
    """A file by its version that counts, with where it belongs; `told` is None for what is no PDF."""

    version: FileVersion
    place: Place
    versions: int
    told: Told | None


@dataclass(frozen=True)
class Chosen:
    """A part of the filter in words, and the address of the list without it."""

    label: str
    address: str


@dataclass
class FileListPage:
    """A project's files for one reader, as the address asks for them."""

    standing: Standing
    query: QueryDict

    @cached_property
    def _all(self) -> FileVersionQuerySet:
        return FileVersion.objects.one_of_each(self.standing.project)

    @cached_property
    def _facets(self) -> list[tuple[str, str, int, str, bool]]:
        """Kind, part, person and whether it is taken back, each combination once."""
        columns = ("kind", "file__part", "uploaded_by", "uploaded_by__name", "gone")
        return list(self._all.values_list(*columns).distinct())

    @property
    def any_at_all(self) -> bool:
        """Does the project have a file, if only one that was taken back?"""
        return bool(self._facets)

    @property
    def any_withdrawn(self) -> bool:
        """Is there a file of which nothing is left but what was taken back?"""
        return any(gone for *_, gone in self._facets)

    @cached_property
    def choices(self) -> Choices:
        """What can be asked for here, and in which words."""
        kinds, parts = {kind for kind, *_ in self._facets}, {part for _, part, *_ in self._facets}
        people = {(pk, name) for _, _, pk, name, _ in self._facets}
        return {
            "kind": {key: _capital(kind.label) for key, kind in KINDS.items() if key in kinds},
            "part": dict(sorted(((part, label_of(part)) for part in parts), key=lambda pair: pair[1])),
            "who": {str(pk): name for pk, name in sorted(people, key=lambda pair: sort_key(pair[1]))},
            "withdrawn": {YES: LABELS["withdrawn"]},
            "sort": SORTS,
        }

    @cached_property
    def _asked(self) -> tuple[FileFilter, list[str]]:
        return FileFilter.read({name: str(self.query[name]) for name in self.query}, self.choices, also=(PAGE,))

    @property
    def asked(self) -> FileFilter:
        """The filter in the address."""
        return self._asked[0]

    @property
    def unknown(self) -> list[str]:
        """What stands in the address and is no filter, as sentences."""
        return self._asked[1]

    @property
    def chosen(self) -> list[Chosen]:
        """Each part of the filter in words, leading to the list without it."""
        return [Chosen(self._in_words(name), self.asked.without(name).address) for name in self.asked.narrows]

    def _in_words(self, name: str) -> str:
        value = getattr(self.asked, name)
        return f"{LABELS[name]}: {self.choices[name][value] if name in self.choices else f'“{value}”'}"

    @cached_property
    def page(self) -> Page[FileVersion]:
        """Those found that one page shows."""
        found = finds(self.asked, self._all).select_related("file", "uploaded_by")
        return Paginator(found, PER_PAGE).get_page(self.query.get(PAGE))

    @cached_property
    def rows(self) -> list[ListedFile]:
        """The page's files with what is read only for those shown."""
        versions = list(self.page)
        files = [version.file for version in versions]
        places, told = places_of(self.standing.project, files), told_of(versions)
        counts = dict(File.objects.filter(pk__in=[file.pk for file in files]).values_list("pk", Count("versions")))
        return [ListedFile(one, places[one.file_id], counts[one.file_id], told.get(one.pk)) for one in versions]

    @property
    def with_withdrawn(self) -> str:
        """The address of the same list with what was taken back."""
        return FileFilter(**{**vars(self.asked), "withdrawn": YES}).address


def _capital(label: str) -> str:
    return f"{label[0].upper()}{label[1:]}"
