"""`parley list`, `import`, `remove` and `verify`: what they print, ask and end with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.cli_run import Ran, Terminal, services
from helpers.other_programs import Ollama, where_on
from helpers.small_models import model_bytes, projector_bytes, put, sha256, split
from parley.cli import main
from parley.cli.library_view import list_view
from parley.core.database import Database
from parley.core.launching import command
from parley.core.paths import Paths
from parley.library import DownloadedFile, Library, Measured

Run = Callable[..., Ran]


@pytest.fixture
def library(paths: Paths, database: Database, tmp_path: Path) -> Library:
    where = where_on("linux", tmp_path / "person")
    return Library(
        paths,
        database.connect,
        env={"PARLEY_STARTER_MODEL": "none"},
        where=where,
        clock=lambda: 1_790_000_000.0,
    )


@pytest.fixture
def run(
    paths: Paths,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Return a callable that runs a command over the library."""

    def ran(*argv: str, answer: str | None = None) -> Ran:
        terminal = Terminal((answer or "").encode(), tty=answer is not None)
        monkeypatch.setattr("sys.stdin", terminal)
        if answer is not None:
            monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
        capsys.readouterr()
        code = main(list(argv), lambda: services(paths, library=library))
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return ran


def only(ran: Ran) -> dict[str, Any]:
    (found,) = ran.lines
    return found


# -- list -----------------------------------------------------------------------------------------


def test_models_are_listed_with_what_is_known(run: Run, library: Library, paths: Paths) -> None:
    path = put(paths.models / "o" / "Tiny-GGUF" / "tiny-Q4_K_M.gguf", model_bytes())
    library.add_download(
        repo="o/Tiny-GGUF", revision="c" * 40, licence="apache-2.0",
        files=[DownloadedFile(path, path.stat().st_size, sha256(model_bytes()), 5.0)],
    )  # fmt: skip
    library.used(path, Measured(memory_bytes=10**8, prefill=100.0, decode=12.34))

    ran = run("list")

    assert ran.code == 0
    head, row, _, total = ran.out.splitlines()
    assert head.split() == [
        "model", "quantisation", "size", "licence", "state", "used", "tokens/s", "where",
    ]  # fmt: skip
    assert row.split() == [
        "tiny-Q4_K_M", "F32", "5", "kB", "apache-2.0", "verified", "2026-09-21", "12.3",
        "o/Tiny-GGUF",
    ]  # fmt: skip
    assert total == "1 model, 5 kB."


def test_a_program_gets_all_of_it(run: Run, library: Library, paths: Paths) -> None:
    parts = split(paths.models / "o" / "r", "big")
    projector = put(paths.models / "o" / "r" / "mmproj-F16.gguf", projector_bytes())

    found = only(run("list", "--json"))

    assert found["notes"] == []
    (model,) = found["models"]
    assert {key: model[key] for key in ("name", "path", "origin", "kind", "title", "context")} == {
        "name": "big", "path": str(parts[0]), "origin": "folder", "kind": "model",
        "title": "Split", "context": 2048,
    }  # fmt: skip
    assert model["size"] == sum(part.stat().st_size for part in parts)
    assert [(each["path"], each["role"]) for each in model["files"]] == [
        (str(parts[0]), "weights"), (str(parts[1]), "weights"), (str(projector), "projector"),
    ]  # fmt: skip
    assert (model["state"], model["used_at"], model["problem"]) == ("unknown", None, None)
    assert model["tokens_per_second"] == {"prefill": None, "decode": None}
    assert set(model) == {
        "name", "aliases", "path", "origin", "program", "folder", "kind", "title", "architecture",
        "parameters", "context", "template", "quantisation", "size", "state", "files", "missing",
        "problem", "licence", "repo", "revision", "added_at", "used_at", "memory",
        "tokens_per_second", "same_as", "also",
    }  # fmt: skip


def test_no_models(run: Run) -> None:
    ran = run("list")

    assert ran.code == 0
    assert "There are no models yet." in ran.out
    assert only(run("list", "--json")) == {"models": [], "notes": []}


def test_models_of_other_programs_and_twins(run: Run, tmp_path: Path, paths: Paths) -> None:
    Ollama(tmp_path / "person" / ".ollama" / "models").add("tiny:1b", model_bytes())

    ran = run("list")

    assert "tiny:1b" in ran.out
    assert "Ollama" in ran.out
    assert "1 of them in other programs" in ran.out
    assert "tiny:1b" not in run("list", "--no-elsewhere").out
    assert only(run("list", "--json"))["models"][0]["program"] == "Ollama"


def test_news_is_said_beside_the_list(run: Run, library: Library, tmp_path: Path) -> None:
    path = put(tmp_path / "m.gguf", model_bytes())
    library.import_([path])
    path.unlink()

    ran = run("list")

    assert "Note: “m” is no longer where it was" in ran.err
    assert "missing" in ran.out
    assert run("list").err == ""


def test_damage_and_what_is_no_model_are_marked(run: Run, paths: Paths) -> None:
    put(paths.models / "page.gguf", b"<!DOCTYPE html>")
    parts = split(paths.models / "o" / "r", "big")
    parts[1].unlink()
    put(paths.models / "see" / "mmproj-x.gguf", projector_bytes())

    out = run("list").out

    assert "unusable" in out
    assert "incomplete" in out
    assert "mmproj-x (projector)" in out
    assert "\npage: The file is not a GGUF model" in out
    assert "\nbig: A file is missing (big-00002-of-00002.gguf).\n" in out


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80, 120, 200])
def test_a_list_fits_any_width(library: Library, paths: Paths, width: int) -> None:
    long = "a-very-long-publisher/A-Very-Long-Name-Of-A-Repository-GGUF"
    put(paths.models / long / "A-Very-Long-Name-Of-A-Model-Q4_K_M.gguf", model_bytes())
    put(paths.models / "o" / "r" / "模型.gguf", model_bytes(2, licence="apache-2.0"))

    from rich.cells import cell_len

    lines = list_view(library.scan(), width=width).splitlines()

    assert max(cell_len(line) for line in lines[:-1]) <= max(width, 21)
    assert all("no hash" in line for line in lines[1:3])


def test_builds_differ_also_where_their_names_are_cut(library: Library, paths: Paths) -> None:
    for seed, label in enumerate(("Q4_K_M", "Q8_0")):
        put(paths.models / f"Llama-3.2-1B-Instruct-{label}.gguf", model_bytes(seed))

    first, second = list_view(library.scan(), width=40).splitlines()[1:3]

    assert "Llama-3.2-1B…truct-Q4_K_M" in first
    assert "Llama-3.2-1B…nstruct-Q8_0" in second


def test_a_name_cannot_take_over_the_terminal(run: Run, paths: Paths) -> None:
    put(paths.models / "a\x1b[2Jb.gguf", model_bytes())

    assert "\x1b" not in run("list").out


# -- import ---------------------------------------------------------------------------------------


def test_import_says_where_it_is(run: Run, tmp_path: Path, paths: Paths) -> None:
    path = put(tmp_path / "m.gguf", model_bytes())

    assert run("import", str(path)).out == f"m is listed now, where it is: {path}\n"
    assert run("import", str(path)).out == f"m is there already: {path}\n"
    moved = run("import", "--move", str(path))
    assert moved.out == f"m was moved to {paths.models / 'imported' / 'm' / 'm.gguf'}\n"
    assert moved.code == 0


def test_import_names_what_it_refused(run: Run, tmp_path: Path) -> None:
    good = put(tmp_path / "good.gguf", model_bytes())
    bad = put(tmp_path / "bad.gguf", b"<!DOCTYPE html>")

    ran = run("import", str(bad), str(good))

    assert ran.code == 1
    assert "good is listed now" in ran.out
    assert f"parley: {bad}: " in ran.err
    assert "web page" in ran.err
    found = only(run("import", "--json", str(bad), str(good)))
    assert [each["outcome"] for each in found["imported"]] == ["already"]
    assert [each["code"] for each in found["refused"]] == ["model_not_gguf"]


def test_import_of_nothing_but_refusals_fails(run: Run, tmp_path: Path) -> None:
    ran = run("import", "--json", str(tmp_path / "none.gguf"))

    assert ran.code == 1
    assert ran.error["code"] == "model_missing"


# -- remove ---------------------------------------------------------------------------------------


def test_remove_says_what_is_freed_and_asks(run: Run, paths: Paths) -> None:
    path = put(paths.models / "m.gguf", model_bytes())

    ran = run("remove", "m", answer="n\n")
    assert ran.code == 1
    assert ran.out == f"m: deleting 1 file frees 5 kB.\n  {path}\n"
    assert "Delete? [y/N]" in ran.err
    assert path.exists()
    ran = run("remove", "m", answer="y\n")
    assert ran.code == 0
    assert not path.exists()


def test_remove_takes_whole_names_only(run: Run, paths: Paths) -> None:
    path = put(paths.models / "model.gguf", model_bytes())

    ran = run("remove", "--yes", "mod")

    assert ran.code == 1
    assert "There is no model called “mod”" in ran.err
    assert path.exists()


def test_remove_does_not_guess_where_nobody_can_be_asked(run: Run, paths: Paths) -> None:
    path = put(paths.models / "m.gguf", model_bytes())

    ran = run("remove", "m", "--json")

    assert ran.code == 1
    assert ran.error["code"] == "needs_yes"
    assert path.exists()
    found = only(run("remove", "m", "--json", "--yes"))
    assert (found["deleted"], found["freed"]) == ([str(path)], len(model_bytes()))
    assert found["model"]["name"] == "m"
    assert not path.exists()


def test_remove_of_what_was_imported_in_place_needs_no_yes(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path / "m.gguf", model_bytes())
    run("import", str(path))

    ran = run("remove", "m")

    assert ran.code == 0
    assert "only taken off the list" in ran.out
    assert path.exists()


def test_remove_forgets_an_imported_folder(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path / "mine" / "m.gguf", model_bytes())
    run("import", str(path.parent))

    assert "no longer looked through" in run("remove", str(path.parent)).out
    assert "There are no models yet." in run("list").out
    assert path.exists()


def test_remove_of_another_programs_model_is_refused(run: Run, tmp_path: Path) -> None:
    Ollama(tmp_path / "person" / ".ollama" / "models").add("tiny:1b", model_bytes())

    ran = run("remove", "tiny:1b", "--yes")

    assert ran.code == 1
    assert "ollama rm tiny:1b" in ran.err


# -- verify ---------------------------------------------------------------------------------------


def test_verify_says_right_and_wrong(run: Run, library: Library, paths: Paths) -> None:
    path = put(paths.models / "o" / "r" / "m.gguf", model_bytes(1))
    library.add_download(
        repo="o/r", revision="c" * 40, licence="",
        files=[DownloadedFile(path, path.stat().st_size, sha256(model_bytes(1)))],
    )  # fmt: skip

    ran = run("verify", "m")
    assert (ran.code, ran.out) == (0, "m: verified, 5 kB\n")
    put(path, model_bytes(2))
    ran = run("verify", "--all")
    assert ran.code == 1
    again = f"fetch it again with “{command('pull', 'o/r')}”."
    assert f"m: Damaged: m.gguf. Delete that and {again}" in ran.out
    (found,) = only(run("verify", "m", "--json"))["models"]
    assert found["outcome"] == "wrong"
    assert found["files"] == [
        {
            "path": str(path),
            "outcome": "wrong",
            "sha256": sha256(model_bytes(2)),
            "expected": sha256(model_bytes(1)),
        }
    ]


def test_what_nobody_published_is_unchanged_and_not_verified(run: Run, paths: Paths) -> None:
    put(paths.models / "m.gguf", model_bytes())

    assert "nothing to compare with" in run("verify", "m").out
    assert "unchanged" in run("list").out
    assert run("verify", "m").out == "m: unchanged since it was verified first, 5 kB\n"


@pytest.mark.parametrize("argv", [(), ("m", "--all")])
def test_verify_wants_names_or_all(run: Run, argv: tuple[str, ...]) -> None:
    assert run("verify", *argv).code == 2


def test_verify_of_a_file_that_is_not_listed(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path / "m.gguf", model_bytes())

    ran = run("verify", str(path))

    assert ran.code == 1
    assert f"“{path}” is not among the models that are listed." in ran.err
    assert "parley import" in ran.err


def test_verify_of_what_cannot_be_used_fails(run: Run, paths: Paths) -> None:
    put(paths.models / "m.gguf", b"")

    ran = run("verify", "m")

    assert ran.code == 1
    assert "m: It cannot be used. The model file “m.gguf” is empty." in ran.out


def test_verify_of_an_unknown_name(run: Run) -> None:
    ran = run("verify", "none", "--json")

    assert ran.code == 1
    assert json.loads(ran.out)["code"] == "model_not_found"
