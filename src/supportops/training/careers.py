"""Where a support career can lead."""

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.text import joined, mermaid_escape, shown
from supportops.errors import InputError

__all__ = ["CareerPaths", "CareerTrack", "career_paths"]


class CareerTrack(Model, frozen=True, extra="forbid"):
    """Steps of a track in order."""

    name: str
    steps: tuple[str, ...]


class CareerPaths(Model, frozen=True, extra="forbid"):
    """Tracks from one root.

    Attributes
    ----------
    root : str
        Where all begin.
    tracks : tuple of CareerTrack
    source : Source or None
    """

    root: str
    tracks: tuple[CareerTrack, ...]
    source: Source | None = None

    def next_steps(self, role: str) -> dict[str, str]:
        """What comes after a role, by track; empty at the end of one.

        Parameters
        ----------
        role : str
            The root, or a step of any track.

        Returns
        -------
        dict of str to str

        Examples
        --------
        >>> career_paths().next_steps("team lead")
        {'lead_manager': 'support manager'}
        """
        roads = {track.name: (self.root, *track.steps) for track in self.tracks}
        known = list(dict.fromkeys(step for steps in roads.values() for step in steps))
        if role not in known:
            raise InputError(
                f"role must be on a track; got {shown(role)}; there are {joined(known)}"
            )
        return {
            name: steps[steps.index(role) + 1]
            for name, steps in roads.items()
            if role in steps[:-1]
        }

    def to_mermaid(self) -> str:
        """The tracks as a flowchart."""
        lines = ["flowchart TD", f'  root["{mermaid_escape(self.root)}"]']
        for t, track in enumerate(self.tracks):
            last = "root"
            for s, step in enumerate(track.steps):
                here = f"t{t}s{s}"
                lines.append(f'  {last} --> {here}["{mermaid_escape(step)}"]')
                last = here
        return "\n".join(lines)


def career_paths() -> CareerPaths:
    """Published tracks from support agent.

    What a step asks for is said where tiers are: `tiers.career_steps`, `tiers.ready_for_next_tier`;
    for your own steps use `gate_check`.

    Examples
    --------
    >>> career_paths().next_steps("support agent")["trainer"]
    'training specialist'
    """
    row = read_data("training", "landscape")["careers"]
    source = Source(source=row["source"], where=row["where"])
    tracks = tuple(CareerTrack.model_validate(each) for each in row["rows"])
    return CareerPaths(root=row["root"], tracks=tracks, source=source)
