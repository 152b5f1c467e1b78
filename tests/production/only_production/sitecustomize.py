"""Refuses what the image does not install, so a development package cannot slip into production's imports."""

import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.metadata import packages_distributions
from types import ModuleType

ALLOWED = set(os.environ["PRODUCTION_PACKAGES"].split(","))


class OnlyProduction(MetaPathFinder):
    """Knows every installed top-level module and the package it came with."""

    refused = {
        module
        for module, packages in packages_distributions().items()
        if not ALLOWED & {package.lower().replace("_", "-") for package in packages}
    }

    def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Never finds anything; only says no."""
        if name in self.refused:
            raise ModuleNotFoundError(f"{name} is not in requirements.txt", name=name)
        return None


sys.meta_path.insert(0, OnlyProduction())
