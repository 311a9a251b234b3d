"""What tickets are about: open category names with their aliases."""

from typing import Literal, TypeAlias

from pydantic import model_validator

from supportops._kit.data import Shelf, read_data
from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = ["Category", "Taxonomy", "TaxonomyName", "preset", "presets"]

TaxonomyName: TypeAlias = Literal["support-operations"]


class Category(Model, frozen=True, extra="forbid"):
    """One thing that tickets are about.

    Attributes
    ----------
    name : str
        Name that rules use.
    label : str
        Name for people.
    aliases : tuple of str
        Other words for the same thing; case and spacing do not matter.
    """

    name: str
    label: str
    aliases: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _said(self) -> "Category":
        if not all(map(_word, self.words)):
            raise InputError(f"words must not be empty; got '' in {shown(self.name)}")
        return self

    @property
    def words(self) -> tuple[str, ...]:
        """Name, label and aliases."""
        return (self.name, self.label, *self.aliases)


class Taxonomy(Model, frozen=True, extra="forbid"):
    """Categories of which no two share a word.

    Attributes
    ----------
    categories : tuple of Category

    Examples
    --------
    >>> preset("support-operations").find("Login issues").name
    'password_login'
    >>> preset("support-operations").find("Shipping") is None
    True
    """

    categories: tuple[Category, ...]

    @model_validator(mode="after")
    def _distinct(self) -> "Taxonomy":
        owner: dict[str, str] = {}
        for category in self.categories:
            for word in {_word(w) for w in category.words}:
                if word in owner:
                    raise InputError(
                        f"aliases must belong to one category; got {shown(word)} in "
                        f"{joined((owner[word], category.name))}"
                    )
                owner[word] = category.name
        return self

    def find(self, word: str) -> Category | None:
        """Category that has `word` as its name, label or alias; None where none has."""
        wanted = _word(word)
        for category in self.categories:
            if wanted in map(_word, category.words):
                return category
        return None


def _word(text: str) -> str:
    return " ".join(text.replace("_", " ").casefold().split())


def _published() -> Taxonomy:
    rows = read_data("tickets", "taxonomy")["category"]
    return Taxonomy(categories=tuple(Category(**row) for row in rows))


_SHELF: Shelf[Taxonomy] = Shelf("tickets", {"support-operations": _published})


def preset(name: TaxonomyName) -> Taxonomy:
    """Published taxonomy of that name; `presets` lists them."""
    return _SHELF.take(name)


def presets() -> tuple[str, ...]:
    """Names of the published taxonomies."""
    return _SHELF.names()
