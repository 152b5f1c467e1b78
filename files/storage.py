"""Where the bytes lie: Django's storage under the name "files"."""

from django.core.files.storage import Storage, storages


def the_storage() -> Storage:
    """The storage of the setting STORAGES["files"]: a folder, unless an installation says otherwise."""
    return storages["files"]
