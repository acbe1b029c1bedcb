"""The builds of one source as they can be planned: shapes from headers, read as far as needed.

Of a repository one header tells the architecture, and the others' sizes stand in the list of files;
which header is read beside that one depends on which build is chosen.
"""

from __future__ import annotations

import msgspec

from parley.core.errors import ParleyError
from parley.fit.identity import key_of
from parley.fit.plan import Build
from parley.fit.shape import Shape, resized, shape
from parley.fit.sources import Source, Sources
from parley.fit.sparse import HeaderFile, trim
from parley.gguf import BuildFiles, Header, joined, quantisation

#: Labels whose header is read first: what is taken most often.
_FIRST = ("Q4_K_M", "Q5_K_M", "Q4_0", "Q8_0")
#: Models in one repository whose headers are read; further ones count as resized versions.
_MODELS = 4
#: Beginnings of codes of errors that are about one file.
_OF_FILE = ("model_", "fit_", "hub_header_large", "hub_no_file", "hub_wrong_size", "hub_changed")
#: Key that says which importance matrix a file was made with (llama.cpp, tools/quantize).
_IMATRIX = "quantize.imatrix.file"
#: What is no model by itself.
_BESIDE = {
    "mmproj": "a projector for images or sound",
    "adapter": "an adapter (LoRA)",
    "imatrix": "an importance matrix",
}


class Offer(msgspec.Struct, frozen=True):
    """One build.

    Attributes:
        build: what is planned with.
        key: `identity.header_key` of its headers; empty while `build` rests on another's header.
        notes: sentences about its files.
    """

    build: Build
    key: str = ""
    notes: tuple[str, ...] = ()


class Offers:
    """The builds of a source. `settle` and the constructor wait for the disk or the network.

    Args:
        images: count in the projector that lets a model see images, where the source has one.

    Attributes:
        notes: sentences about builds that were left out.

    Raises:
        ParleyError: no header of the source can be read, for its first reason; what the hub says.
    """

    def __init__(self, sources: Sources, source: Source, *, images: bool = False) -> None:
        self.source = source
        self.notes: tuple[str, ...] = ()
        self._sources = sources
        self._images = images
        self._offers: dict[int, Offer] = {}
        self._unusable: set[int] = set()
        whole = [each for each in source.builds if each.complete]
        self._files = whole or list(source.builds)
        self._alone = len(self._files) == 1
        for each in source.builds:
            if each not in self._files:
                self._left_out(each, f"{len(each.missing)} of its parts are missing.")
        self._read_first()

    @property
    def builds(self) -> tuple[Build, ...]:
        """The builds, in the source's order, those that cannot be read left out."""
        return tuple(offer.build for offer in self.offers)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The same with what is known of their files."""
        return tuple(self._offers[index] for index in sorted(self._offers))

    def offer(self, files: tuple[str, ...]) -> Offer:
        """Return the build with these files."""
        return self._offers[self._index(files)]

    def settle(self, files: tuple[str, ...]) -> bool:
        """Read the header of the build with these files; return whether that is news.

        A build whose header cannot be read is left out from then on.

        Raises:
            ParleyError: none is left; what the hub says.
        """
        index = self._index(files)
        if self._offers[index].key:
            return False
        trouble = self._try(index)
        if trouble is not None:
            del self._offers[index]
            if not self._offers:
                raise trouble
        return True

    def drop(self, files: tuple[str, ...], why: str) -> bool:
        """Leave out the build with these files; return whether there are others."""
        if len(self._offers) == 1:
            return False
        index = self._index(files)
        self._left_out(self._files[index], why)
        del self._offers[index]
        return True

    def headers(self, offer: Offer) -> tuple[HeaderFile, ...]:
        """Return the headers of a settled build's files, read again: a vocabulary takes megabytes.

        Raises:
            ParleyError: they are out of reach by now.
        """
        files = next(each for each in self._files if each.files == offer.build.files)
        return self._sources.headers(self.source, files).files

    def _read_first(self) -> None:
        """Read the headers at hand; of a repository one for each model that it holds."""
        known: dict[str, Shape] = {}
        first: ParleyError | None = None
        for index in sorted(range(len(self._files)), key=self._interest):
            model = self._files[index].name.model
            if self.source.remote is not None and (model in known or len(known) == _MODELS):
                continue
            trouble = self._try(index)
            first = first or trouble
            if trouble is None:
                known[model] = self._offers[index].build.shape
        if first is not None and not self._offers:
            raise first
        shapes = [build.shape for build in self.builds]
        models = {(each.architecture, len(each.layers), each.embedding) for each in shapes}
        if len(models) > 1:
            said = (
                f"There are {len(models)} different models here; each build is judged by how close"
                " it comes to its own original."
            )
            self.notes = (*self.notes, said)
        if self.source.remote is not None:
            self._stand_in(known)

    def _try(self, index: int) -> ParleyError | None:
        """Read the header of one build; return why it cannot be used."""
        try:
            self._offers[index] = self._read(index)
        except ParleyError as error:
            # The hub's refusals are about the repository: the next file would meet them too.
            if self.source.remote is not None and not error.code.startswith(_OF_FILE):
                raise
            self._left_out(self._files[index], error.message)
            self._unusable.add(index)
            return error
        return None

    def _read(self, index: int) -> Offer:
        files = self._files[index]
        found = self._sources.headers(self.source, files)
        if found.cut and not self._alone:
            raise ParleyError("fit_cut", found.cut, hint="Get the file again.")
        cut = trim(found.files)
        header = joined([each.header for each in cut])
        _check_model(files, header)
        label, notes = _label(files, header)
        made = Build(
            label=label,
            files=files.files,
            size=sum(each.file.size for each in cut),
            shape=shape(header),
            projector=self._projector(files),
            imatrix=True if header.text(_IMATRIX) else files.name.imatrix or None,
            complete=files.complete,
        )
        if self._images and not made.projector:
            notes = (*notes, "No projector was found beside it, so images are not counted in.")
        if found.cut:
            notes = (f"{found.cut} It is planned as if it were whole.", *notes)
        return Offer(made, key_of(cut), notes)

    def _projector(self, files: BuildFiles) -> int:
        """Return the bytes of the projector that is loaded with a build, where images count."""
        found = self.source.content.projector_for(files) if self._images else None
        return found.size or 0 if found is not None else 0

    def _left_out(self, files: BuildFiles, why: str) -> None:
        self.notes = (*self.notes, f"Left out: “{files.first}”. {why}")

    def _index(self, files: tuple[str, ...]) -> int:
        return next(i for i, offer in self._offers.items() if offer.build.files == files)

    def _interest(self, index: int) -> tuple[int, int]:
        label = self._files[index].label
        place = _FIRST.index(label) if label in _FIRST else len(_FIRST)
        return place, self._files[index].size or 0

    def _stand_in(self, known: dict[str, Shape]) -> None:
        """Give builds whose header was not read the shape of one that was, in their size."""
        for index, files in enumerate(self._files):
            if index in self._offers or index in self._unusable or files.size is None:
                continue
            like = known.get(files.name.model) or next(iter(known.values()))
            self._offers[index] = Offer(
                Build(
                    label=files.label or files.name.model,
                    files=files.files,
                    size=files.size,
                    shape=resized(like, files.size),
                    projector=self._projector(files),
                    imatrix=files.name.imatrix or None,
                )
            )


def _check_model(files: BuildFiles, header: Header) -> None:
    """Raise `ParleyError` for what only goes with a model, by llama.cpp's `general.type`."""
    kind = "mmproj" if header.architecture == "clip" else header.text("general.type")
    if kind in _BESIDE:
        raise ParleyError(
            "fit_no_model",
            f"“{files.first}” is {_BESIDE[kind]}, which goes with a model and is none by itself.",
            safe="The file was only read, not changed.",
            hint="Name the model's own file, or its folder.",
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
