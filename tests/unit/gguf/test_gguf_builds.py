"""Files of a repository become builds: sets that belong together, their sizes, what is missing."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from parley.gguf import Repository, builds, parse_name, repository

GB = 10**9


def files(*paths: str, size: int | None = GB) -> list[tuple[str, int | None]]:
    return [(path, size) for path in paths]


def real_repositories() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    paths: list[str] = []
    for line in (Path(__file__).parent / "file_names.txt").read_text("utf-8").splitlines():
        if line.startswith("\t"):
            paths.append(line[1:])
        else:
            paths = found.setdefault(line, [])
    return found


def test_a_split_model_is_one_build_of_the_summed_size() -> None:
    # bartowski/Llama-3.3-70B-Instruct-GGUF
    folder = "Llama-3.3-70B-Instruct-Q6_K"
    parts = [f"{folder}/{folder}-0000{number}-of-00002.gguf" for number in (1, 2)]
    (build,) = builds([(parts[1], 17_934_300_608), (parts[0], 39_953_848_064)])

    assert build.label == "Q6_K"
    assert build.files == tuple(parts)
    assert build.first == parts[0]
    assert build.folder == folder
    assert build.size == 57_888_148_672
    assert build.complete
    assert build.name.model == "Llama-3.3-70B-Instruct"


def test_a_tiny_first_part_does_not_make_a_small_model() -> None:
    (build,) = builds(
        [("m-Q8_0-00001-of-00002.gguf", 5_940_800), ("m-Q8_0-00002-of-00002.gguf", 40 * GB)]
    )

    assert build.size == 40 * GB + 5_940_800


def test_a_missing_part_is_named_and_leaves_the_size_open() -> None:
    (build,) = builds(
        files("Q4_K_M/m-Q4_K_M-00001-of-00003.gguf", "Q4_K_M/m-Q4_K_M-00003-of-00003.gguf")
    )

    assert not build.complete
    assert build.missing == ("Q4_K_M/m-Q4_K_M-00002-of-00003.gguf",)
    assert build.size is None
    (late,) = builds(files("m-Q4_K_M-00002-of-00002.gguf"))
    assert late.missing == ("m-Q4_K_M-00001-of-00002.gguf",)


def test_a_size_that_is_not_known_leaves_the_sum_open() -> None:
    (build,) = builds([("m-00001-of-00002.gguf", None), ("m-00002-of-00002.gguf", GB)])

    assert build.complete
    assert build.size is None
    assert build.sizes == (None, GB)


def test_the_same_names_in_two_folders_are_two_builds() -> None:
    # unsloth/Llama-3.3-70B-Instruct-GGUF held both, split at different sizes.
    name = "Llama-3.3-70B-Instruct-Q6_K"
    old = [(f"{name}/{name}-0000{number}-of-00002.gguf", 29 * GB) for number in (1, 2)]
    new = [
        (f"Q6_K/{name}-00001-of-00002.gguf", 49 * GB),
        (f"Q6_K/{name}-00002-of-00002.gguf", 9 * GB),
    ]
    found = repository([*new, *old])

    assert [build.folder for build in found.builds] == [name, "Q6_K"]
    assert [build.size for build in found.builds] == [58 * GB, 58 * GB]
    assert found.builds == found.labelled("q6_k")


def test_two_numbers_of_parts_in_one_folder_are_two_builds() -> None:
    two = files("m-Q8_0-00001-of-00002.gguf", "m-Q8_0-00002-of-00002.gguf")
    three = files(*(f"m-Q8_0-0000{number}-of-00003.gguf" for number in (1, 2, 3)))

    assert [len(build.files) for build in builds([*two, *three])] == [2, 3]


def test_other_ways_to_number_parts() -> None:
    for start in ("Meta-Llama-3.1-405B-Instruct.Q2_K.gguf", "grok-1-IQ3_XS-split"):
        paths = [f"{start}-{number:05d}-of-00009.gguf" for number in range(1, 10)]
        (build,) = builds(files(*reversed(paths)))
        assert build.files == tuple(paths)
        (part,) = builds(files(*paths[:8]))
        assert part.missing == (paths[8],)


def test_a_folder_called_like_a_file() -> None:
    folder = "Llama-3.1-405B-Instruct.Q4_0.gguf"
    paths = [f"{folder}/Llama-3.1-405B-Instruct.Q4_0-0000{n}-of-00002.gguf" for n in (1, 2)]
    (build,) = builds(files(*paths))

    assert (build.files, build.label, build.folder) == (tuple(paths), "Q4_0", folder)


def test_a_folder_says_the_label_where_the_name_does_not() -> None:
    found = builds(files("Q4_K_M/model-00001-of-00001.gguf", "Q8_0/model-00001-of-00001.gguf"))

    assert [build.label for build in found] == ["Q4_K_M", "Q8_0"]


def test_pieces_of_bytes_are_no_builds() -> None:
    found = repository(
        files(
            "llama-2-70b-chat.Q6_K.gguf-split-a",
            "llama-2-70b-chat.Q6_K.gguf-split-b",
            "m.Q8_0.gguf.part1of3",
            "m.Q8_0.gguf.part3of3",
            "n.Q8_0.gguf-split-a",
            "n.Q8_0.gguf-split-c",
            "o-Q8_0-chunk-001-of-002.gguf",
            "o-Q8_0-chunk-002-of-002.gguf",
        )
    )

    assert found.builds == ()
    assert [(each.label, each.size, each.missing) for each in found.cut] == [
        ("Q6_K", 2 * GB, ()),
        ("Q8_0", None, ("m.Q8_0.gguf.part2of3",)),
        ("Q8_0", None, ("n.Q8_0.gguf-split-b",)),
        ("Q8_0", 2 * GB, ()),
    ]


def test_what_belongs_to_a_model_stands_apart() -> None:
    found = repository(
        files(
            "README.md",
            "gemma-4-12B-it-Q4_K_M.gguf",
            "mmproj-BF16.gguf",
            "mmproj-F16.gguf",
            "mtp-gemma-4-12B-it.gguf",
            "MTP/gemma-4-12B-it-MTP-Q8_0.gguf",
            "imatrix_unsloth.gguf_file",
        )
    )

    assert [build.first for build in found.builds] == ["gemma-4-12B-it-Q4_K_M.gguf"]
    assert [each.label for each in found.projectors] == ["BF16", "F16"]
    assert len(found.drafts) == 2
    assert found.others == ("imatrix_unsloth.gguf_file", "README.md")


@pytest.mark.parametrize(
    ("there", "taken"),
    [
        (["mmproj-BF16.gguf", "mmproj-F16.gguf", "mmproj-F32.gguf"], "mmproj-F16.gguf"),
        (["mmproj-Q8_0.gguf", "mmproj-BF16.gguf"], "mmproj-BF16.gguf"),
        (["mmproj-F32.gguf", "mmproj-Q8_0.gguf"], "mmproj-Q8_0.gguf"),
        (["mmproj-a.gguf", "mmproj-longer.gguf"], "mmproj-longer.gguf"),
        (["mmproj-other-4B-F16.gguf", "mmproj-m-4B-Q8_0.gguf"], "mmproj-m-4B-Q8_0.gguf"),
        (["mmproj-other-4B-F16.gguf"], "mmproj-other-4B-F16.gguf"),
        (["other-4B-Q4_0.gguf", "mmproj-other-4B-F16.gguf"], None),
        ([], None),
    ],
)
def test_the_projector_nearest_to_sixteen_bits_goes_with_a_build(
    there: list[str], taken: str | None
) -> None:
    found = repository([(path, len(path)) for path in ["m-4B-Q4_K_M.gguf", *there]])
    build = next(each for each in found.builds if each.first.startswith("m-4B"))
    projector = found.projector_for(build)

    assert (None if projector is None else projector.first) == taken


def test_windows_paths_are_grouped_as_well() -> None:
    (build,) = builds(files("Q8_0\\m-00001-of-00002.gguf", "Q8_0\\m-00002-of-00002.gguf"))

    assert (build.folder, build.label, len(build.files)) == ("Q8_0", "Q8_0", 2)


def test_a_label_finds_builds_however_it_is_written() -> None:
    found = repository(
        files("m-UD-Q4_K_XL.gguf", "m-Q4_K_M.gguf", "m-fp16.gguf", "m-UD-IQ2_M.gguf")
    )

    def first(label: str) -> list[str]:
        return [build.first for build in found.labelled(label)]

    assert first("q4_k_m") == ["m-Q4_K_M.gguf"]
    assert first("F16") == first("fp16") == ["m-fp16.gguf"]
    assert first("Q4_K_XL") == first("ud-q4_k_xl") == ["m-UD-Q4_K_XL.gguf"]
    assert first("Q9") == []


def test_nothing_comes_of_nothing() -> None:
    assert repository([]) == Repository()
    assert builds(iter([])) == ()


def test_every_file_of_real_repositories_is_in_one_place() -> None:
    everything = real_repositories()
    assert len(everything) > 200
    for paths in everything.values():
        found = repository([(path, 1) for path in paths])
        groups = [*found.builds, *found.projectors, *found.drafts, *found.cut]
        placed = list(itertools.chain(found.others, *(group.files for group in groups)))
        assert sorted(placed) == sorted(set(paths))
        for group in groups:
            names = [parse_name(path) for path in group.files]
            assert len({(name.model, name.quantisation, name.shards) for name in names}) == 1
            assert [name.shard for name in names] == sorted({name.shard for name in names})
            if names[0].shards == 1:
                assert len(group.files) == 1
            promised = names[0].shards or len(names)
            assert len(group.files) + len(group.missing) == promised
            assert group.size == (len(group.files) if group.complete else None)
            assert {path.rpartition("/")[0] for path in group.files} == {group.folder}


def test_the_order_of_the_files_does_not_matter() -> None:
    for paths in real_repositories().values():
        expected = repository([(path, len(path)) for path in paths])
        shuffled = random.Random(len(paths)).sample(paths, len(paths))
        assert repository([(path, len(path)) for path in shuffled]) == expected


def test_a_large_real_repository() -> None:
    found = repository(
        [
            (path, 1)
            for path in real_repositories()["unsloth/Llama-4-Maverick-17B-128E-Instruct-GGUF"]
        ]
    )

    assert len(found.builds) == 27
    assert {build.label: len(build.files) for build in found.builds if len(build.files) > 8} == {
        "BF16": 18,
        "Q8_0": 9,
        "UD-Q8_K_XL": 10,
    }
    assert all(build.complete for build in found.builds)
    assert len(found.projectors) == 2


def test_a_name_that_claims_more_parts_than_any_model_has_is_not_believed():
    found = repository([("m-00001-of-99999.gguf", GB), ("n-chunk-00001-of-99999.gguf", GB)])
    assert found.builds == ()
    assert found.others == ("m-00001-of-99999.gguf",)
    assert len(found.cut[0].missing) < 2000
