"""The builds of one source as they can be planned: shapes from headers, read as far as needed.

Of a repository one header tells the architecture, and the others' sizes stand in the list of files;
which header is read beside that one depends on which build is chosen.
"""

from __future__ import annotations

import msgspec

from parley.core.errors import ParleyError
from parley.fit.identity import header_key
from parley.fit.plan import Build
from parley.fit.shape import resized, shape
from parley.fit.sources import Source, Sources
from parley.fit.sparse import HeaderFile
from parley.gguf import BuildFiles, Header, joined, parse, quantisation

#: Labels whose header is read first: what is taken most often.
_FIRST = ("Q4_K_M", "Q5_K_M", "Q4_0", "Q8_0")
#: Key that says which importance matrix a file was made with (llama.cpp, tools/quantize).
_IMATRIX = "quantize.imatrix.file"


class Offer(msgspec.Struct, frozen=True):
    """One build.

    Attributes:
        build: what is planned with.
        headers: of its own files; None while `build` rests on another build's header.
        key: `identity.header_key` of its headers, empty without.
        notes: sentences about its files.
    """

    build: Build
    headers: tuple[HeaderFile, ...] | None = None
    key: str = ""
    notes: tuple[str, ...] = ()


class Offers:
    """The builds of a source. `read` waits for the disk or the network.

    Args:
        images: count in the projector that lets a model see images, where the source has one.

    Raises:
        ParleyError: no header of the source can be read, for its first reason.
    """

    def __init__(self, sources: Sources, source: Source, *, images: bool = False) -> None:
        self.source = source
        self._sources = sources
        self._projector = _projector(source) if images else 0
        self._files = [each for each in source.builds if each.complete or len(source.builds) == 1]
        self._offers: dict[int, Offer] = {}
        order = sorted(range(len(self._files)), key=self._interest)
        trouble: ParleyError | None = None
        # A folder's headers are at hand; a repository's are asked for one by one.
        wanted = len(order) if source.remote is None else 1
        for index in order:
            if len(self._offers) == wanted:
                break
            try:
                self.read(index)
            except ParleyError as error:
                trouble = trouble or error
        if not self._offers:
            assert trouble is not None, "a source has at least one build"
            raise trouble
        self._stand_in()

    @property
    def builds(self) -> tuple[Build, ...]:
        """The builds, in the source's order, those that cannot be read left out."""
        return tuple(offer.build for offer in self.offers)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The same with what is known of their files."""
        return tuple(self._offers[index] for index in sorted(self._offers))

    def has_read(self, files: tuple[str, ...]) -> bool:
        """Return whether the build with these files rests on its own header."""
        return any(
            offer.build.files == files and offer.headers is not None for offer in self.offers
        )

    def of(self, files: tuple[str, ...]) -> Offer:
        """Return the build with these files, its own header read.

        Raises:
            ParleyError: the header cannot be read.
        """
        index = next(i for i, offer in self._offers.items() if offer.build.files == files)
        if self._offers[index].headers is None:
            self.read(index)
        return self._offers[index]

    def read(self, index: int) -> None:
        """Read the header of one build. Raises `ParleyError`."""
        files = self._files[index]
        found = self._sources.headers(self.source, files)
        header = joined([parse(file.data, size=file.size) for file in found.files])
        label, notes = _label(files, header)
        made = Build(
            label=label,
            files=files.files,
            size=sum(file.size for file in found.files),
            shape=shape(header),
            projector=self._projector,
            imatrix=True if header.text(_IMATRIX) else files.name.imatrix or None,
            complete=files.complete,
        )
        self._offers[index] = Offer(
            made, found.files, header_key(found.files), (*found.notes, *notes)
        )

    def _interest(self, index: int) -> tuple[int, int]:
        label = self._files[index].label
        place = _FIRST.index(label) if label in _FIRST else len(_FIRST)
        return place, self._files[index].size or 0

    def _stand_in(self) -> None:
        """Give builds whose header was not read the shape of one that was, in their size."""
        known = next(iter(self._offers.values())).build.shape
        if self.source.remote is None:
            return
        for index, files in enumerate(self._files):
            if index in self._offers or files.size is None:
                continue
            self._offers[index] = Offer(
                Build(
                    label=files.label or files.name.model,
                    files=files.files,
                    size=files.size,
                    shape=resized(known, files.size),
                    projector=self._projector,
                    imatrix=files.name.imatrix or None,
                )
            )


def _label(files: BuildFiles, header: Header) -> tuple[str, tuple[str, ...]]:
    """Return what a build is, and what is to be said where its name says something else."""
    found = quantisation(header)
    if not found.runnable:
        note = "It holds weights of a type that the engine does not know."
        return files.label or found.label, (note,)
    if files.label and not found.contradicts(files.label):
        return files.label, ()
    if not files.label:
        return found.label or files.name.model, ()
    note = (
        f"Its name says {files.label}, but {found.share:.0%} of its weights are {found.main}:"
        " it was judged as what it is."
    )
    return found.label, (note,)


def _projector(source: Source) -> int:
    """Return the bytes of the projector that would be taken: the one nearest to 16 bits."""
    known = [(one.label, one.size) for one in source.content.projectors if one.size]
    for label in ("F16", "BF16", "Q8_0"):
        for name, size in known:
            if name == label and size:
                return size
    return max((size for _, size in known if size), default=0)
