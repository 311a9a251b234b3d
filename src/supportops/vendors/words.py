"""Tables of words: a product's names of statuses, priorities, channels and metrics, and ours."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from supportops._kit.data import Shelf, read_data
from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import StatusClass, StatusMap

__all__ = ["VendorName", "VendorWords", "extended_words", "preset", "presets"]

VendorName: TypeAlias = Literal["zendesk", "jira"]


class VendorWords(Model, frozen=True, extra="forbid"):
    """How a product calls things, and how we do.

    Attributes
    ----------
    product : str
    statuses : dict of str to str
        Class of each of its statuses.
    priorities : dict of str to str
        Name in our policy of each of its priorities.
    channels : dict of str to str
        Name in our policy of a channel; one that is not listed keeps its name.
    metrics : dict of str to str
        Name in our policy of each of its metrics.
    source, where : str
        Document and place of the shipped table; empty for your own.
    """

    product: str
    statuses: dict[str, StatusClass]
    priorities: dict[str, str]
    channels: dict[str, str] = {}
    metrics: dict[str, str] = {}
    source: str = ""
    where: str = ""

    @property
    def status_map(self) -> StatusMap:
        """Statuses with their classes, as a policy wants them."""
        return StatusMap(classes=dict(self.statuses))


def _make(name: str) -> VendorWords:
    return VendorWords.model_validate(read_data("vendors", "words")[name])


_SHELF: Shelf[VendorWords] = Shelf(
    "vendors", {"zendesk": lambda: _make("zendesk"), "jira": lambda: _make("jira")}
)


def preset(name: VendorName) -> VendorWords:
    """Shipped table of a product's words; `extended_words` adds your own.

    Parameters
    ----------
    name : str
        ``"zendesk"`` or ``"jira"``.

    Examples
    --------
    >>> preset("zendesk").statuses["pending"]
    'waiting_on_customer'
    """
    return _SHELF.take(name)


def presets() -> tuple[str, ...]:
    """Names of the shipped tables."""
    return _SHELF.names()


def extended_words(
    words: VendorWords,
    *,
    statuses: Mapping[str, StatusClass] | None = None,
    priorities: Mapping[str, str] | None = None,
    channels: Mapping[str, str] | None = None,
    metrics: Mapping[str, str] | None = None,
) -> VendorWords:
    """Table with words of your own added, or put in place of shipped ones.

    Parameters
    ----------
    words : VendorWords
        The table to begin with.
    statuses, priorities, channels, metrics : mapping of str to str, optional
        Their words, and what they are in ours.

    Returns
    -------
    VendorWords

    Examples
    --------
    >>> ours = extended_words(preset("jira"), statuses={"Waiting on vendor": "waiting_on_third_party"})
    >>> ours.statuses["Waiting on vendor"]
    'waiting_on_third_party'
    """
    return VendorWords.model_validate(
        {
            **words.model_dump(),
            "statuses": {**words.statuses, **(statuses or {})},
            "priorities": {**words.priorities, **(priorities or {})},
            "channels": {**words.channels, **(channels or {})},
            "metrics": {**words.metrics, **(metrics or {})},
        }
    )


def translated_word(value: object, table: Mapping[str, str], *, what: str) -> str:
    """Our word for one of theirs; a word that is not in the table is an error that lists it."""
    name = str(value)
    if name not in table:
        raise InputError(
            f"{what} must be one of {joined(table, 'or')}; got {shown(name)}; add it with "
            "extended_words"
        )
    return table[name]
