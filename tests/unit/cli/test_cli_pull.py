"""`parley pull` and `parley downloads`: what is chosen, said, asked and steered."""

from __future__ import annotations

import contextlib
import io
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.cli_run import Ran, Terminal, services
from helpers.local_hub import LocalHub
from helpers.recorded_machine import RecordedQuery, listed
from helpers.scripted_transfer import ScriptedTransfer, passing
from helpers.shelves import publish, shelf
from parley.application.parts import fit_records
from parley.catalog import Catalog
from parley.cli import Services, main
from parley.cli.downloading import Told, rate
from parley.cli.pull_view import duration, end_of
from parley.core.database import Database
from parley.core.errors import ParleyError
from parley.core.launching import command
from parley.core.network import Network
from parley.core.paths import Paths
from parley.core.secrets import Secrets
from parley.core.settings import Settings, SettingsFile
from parley.hub import Account, Hub
from parley.hub.downloads import DownloadQueue
from parley.hub.transfer import part_path

NAME = "someone/Small-GGUF"
MODEL = "llama-3.2-1b"
TOKEN = "hf_abcdefghijklmnopqrstuvwxyz0123456789"


class Pull:
    """The command line with a hub on this computer and a scripted transfer."""

    def __init__(
        self,
        paths: Paths,
        hub: LocalHub,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        self.paths = paths
        self.hub = hub
        self.transfer = ScriptedTransfer()
        self.network = Network()
        self.options: list[dict[str, Any]] = []
        self.catalog = Path(__file__).parents[3] / "resources" / "catalog.json"
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self._account = Account(
            Secrets(paths.secrets, find_keychain=lambda: 1 / 0),  # type: ignore[arg-type,return-value]
            hub.endpoint,
            paths.accounts,
            env={},
        )

    def __call__(self, *argv: str, stdin: bytes = b"", tty: bool = False) -> Ran:
        self._monkeypatch.setattr("sys.stdin", Terminal(stdin, tty=tty))
        if tty:
            self._monkeypatch.setattr("sys.stderr", Shown())
        self._capsys.readouterr()
        code = main(list(argv), self._services)
        printed = self._capsys.readouterr()
        import sys

        err = sys.stderr.getvalue() if tty else printed.err
        if tty:
            self._monkeypatch.undo()
        return Ran(code, printed.out, err)

    def place(self, path: str) -> Path:
        return self.paths.models / NAME / path

    @contextlib.contextmanager
    def queue(self):
        queue = self._make_downloads()
        yield queue
        queue.close()

    def _services(self) -> Services:
        return services(
            self.paths,
            make_query=lambda: Query(listed()),
            make_catalog=self._catalog,
            make_hub=self._make_hub,
            make_account=lambda: self._account,
            make_downloads=self._make_downloads,
            records=lambda machine: fit_records(self.paths, machine),
        )

    def _catalog(self) -> Catalog:
        return Catalog.load(self.catalog)

    def _make_hub(self) -> Hub:
        return Hub(
            self.paths.cache / "hub",
            self.network,
            endpoint=self.hub.endpoint,
            token=self._account.token,
            wait=lambda _: None,
        )

    def _make_downloads(self, told: Told | None = None, **options: Any) -> DownloadQueue:
        self.options.append(options)
        told = told or Told()
        return DownloadQueue(
            Database(self.paths.database),
            self._make_hub(),
            self.paths.models,
            on_change=told.changed,
            on_removed=told.removed,
            on_done=told.done,
            network=self.network,
            transfer=self.transfer,
        )


class Query(RecordedQuery):
    """An engine that says which devices there are, and nothing of models."""

    def dry_load(self, *_: object) -> Any:
        raise ParleyError("engine_timeout", "The engine took too long.", hint="Try again.")


class Shown(io.StringIO):
    """Standard error of a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def local_hub():
    with LocalHub() as hub:
        yield hub


@pytest.fixture
def pull(paths, local_hub, monkeypatch, capsys) -> Pull:
    """Return a callable: `pull("pull", "owner/name")`."""
    return Pull(paths, local_hub, monkeypatch, capsys)


@pytest.fixture
def published(tmp_path: Path, local_hub: LocalHub) -> Callable[..., None]:
    """Return a function that puts builds of a small model on the hub."""

    def put(*labels: str, **options: Any) -> None:
        folder = shelf(tmp_path / "published", MODEL, labels or ("Q4_K_M", "Q8_0"))
        options.setdefault("card", {"license": "apache-2.0"})
        publish(local_hub, NAME, folder, **options)

    return put


# -- for programs --------------------------------------------------------------------------------


def test_json_lines_from_the_plan_to_the_end(pull, published):
    published()
    ran = pull("pull", "--json", f"{NAME}:q4_k_m")

    assert (ran.code, ran.err) == (0, "")
    plan, *progress, done = ran.lines
    assert plan["type"] == "plan"
    assert (plan["repo"], plan["quantisation"], plan["licence"]) == (NAME, "Q4_K_M", "apache-2.0")
    (licence,) = plan["licences"]
    assert (licence["id"], licence["facts"]["commercial"]) == ("apache-2.0", "Yes.")
    assert {each["type"] for each in progress} == {"progress"}
    assert progress[-1]["received"] == progress[-1]["total"] == done["size"]
    for each in progress:
        assert {"received", "total", "bytes_per_second", "seconds_left"} <= each.keys()
    assert done == {
        "type": "done",
        "path": str(pull.place(f"{MODEL}-Q4_K_M.gguf")),
        "repo": NAME,
        "revision": plan["revision"],
        "quantisation": "Q4_K_M",
        "licence": "apache-2.0",
        "size": plan["size"],
        "sha256": plan["files"][0]["sha256"],
        "verified": True,
        "fetched": plan["size"],
        "files": [
            {
                "path": str(pull.place(f"{MODEL}-Q4_K_M.gguf")),
                "size": plan["size"],
                "sha256": plan["files"][0]["sha256"],
                "verified": True,
            }
        ],
    }


def test_the_same_again_fetches_nothing_and_says_so(pull, published):
    published()
    pull("pull", f"{NAME}:Q4_K_M")
    again = pull("pull", "--json", f"{NAME}:Q4_K_M")
    words = pull("pull", f"{NAME}:Q4_K_M")

    assert (again.code, again.lines[-1]["type"], again.lines[-1]["fetched"]) == (0, "done", 0)
    assert pull.transfer.calls == [f"{MODEL}-Q4_K_M.gguf"]
    assert "was here already, verified" in words.err
    assert words.code == 0


# -- for people --------------------------------------------------------------------------------


def test_without_a_terminal_there_is_one_line_on_stderr(pull, published):
    published()
    ran = pull("pull", f"{NAME}:Q8_0")

    assert ran.code == 0
    (line,) = ran.err.splitlines()
    assert line == f"{NAME}:Q8_0 is here, verified: {pull.place(f'{MODEL}-Q8_0.gguf')}"
    assert "Licence: Apache License 2.0. Permissive.\n" in ran.out
    assert command("show", NAME) not in ran.out


def test_the_build_that_suits_the_computer_and_why(pull, published):
    published("Q4_K_M", "Q6_K", "Q8_0")
    ran = pull("pull", NAME)

    assert ran.code == 0
    assert "of 3 builds, chosen for a balance" in ran.out
    (call,) = pull.transfer.calls
    assert call in {f"{MODEL}-{label}.gguf" for label in ("Q4_K_M", "Q6_K", "Q8_0")}


def test_what_was_begun_goes_on_whatever_would_suit_now(pull, published):
    published("Q4_0", "Q6_K", "Q8_0")
    pull.transfer.errors[f"{MODEL}-Q4_0.gguf"] = [passing("hub_gated")]
    assert pull("pull", f"{NAME}:Q4_0").code == 1
    ran = pull("pull", NAME)

    assert ran.code == 0
    assert "It goes on with Q4_0, which was begun before." in ran.out
    assert pull.transfer.calls == [f"{MODEL}-Q4_0.gguf"] * 2
    assert "was here already" in pull("pull", NAME).err


def test_a_build_that_lies_there_unknown_to_the_queue_is_only_checked(pull, published):
    published("Q4_0", "Q6_K", "Q8_0")
    pull("pull", f"{NAME}:Q6_K")
    pull("downloads", "clear")
    ran = pull("pull", NAME)

    assert ran.code == 0
    assert f"{NAME}:Q6_K was here already" in ran.err


def test_what_changed_on_the_hub_since_it_was_downloaded_is_said(pull, published, local_hub):
    published("Q8_0")
    pull("pull", NAME)
    (content,) = local_hub.repositories[NAME].files.values()
    content._sha256 = "a" * 64
    ran = pull("pull", NAME)

    assert ran.code == 0
    assert "changed on the hub since it was downloaded" in ran.out
    assert len(pull.transfer.calls) == 2


def test_a_repository_with_one_build_needs_no_choice(pull, published):
    published("Q8_0")
    ran = pull("pull", NAME)

    assert ran.code == 0
    assert pull.transfer.calls == [f"{MODEL}-Q8_0.gguf"]


def test_several_models_one_after_the_other(pull, published):
    published()
    ran = pull("pull", f"{NAME}:Q8_0", f"{NAME}:Q4_K_M")

    assert ran.code == 0
    assert pull.transfer.calls == [f"{MODEL}-Q8_0.gguf", f"{MODEL}-Q4_K_M.gguf"]
    assert [line.split()[0] for line in ran.err.splitlines()] == [f"{NAME}:Q8_0", f"{NAME}:Q4_K_M"]


def test_a_wrong_name_among_several_starts_nothing(pull, published):
    published()
    ran = pull("pull", f"{NAME}:Q8_0", f"{NAME}:Q5_K_S")

    assert ran.code == 1
    assert pull.transfer.calls == []
    assert "has no build called Q5_K_S" in ran.err
    assert "Its builds are Q4_K_M, Q8_0." in ran.err


def test_a_failure_is_said_and_the_others_go_on(pull, published):
    published()
    pull.transfer.errors[f"{MODEL}-Q8_0.gguf"] = [passing("download_wrong_hash")]
    ran = pull("pull", "--json", f"{NAME}:Q8_0", f"{NAME}:Q4_K_M")

    assert ran.code == 1
    assert ran.error["code"] == "download_wrong_hash"
    assert ran.lines[-1]["type"] == "done"


@pytest.mark.slow
def test_what_is_waited_for_is_said_once_without_a_terminal_too(pull, published):
    published()
    file = f"{MODEL}-Q8_0.gguf"
    pull.transfer.errors[file] = [passing()]
    ran = pull("pull", f"{NAME}:Q8_0")

    assert ran.code == 0
    waits, done = ran.err.splitlines()
    assert waits == (
        f"Note: {NAME}:Q8_0 waits. The connection broke off."
        " It is tried again and again; Ctrl+C pauses it."
    )
    assert "is here, verified" in done


@pytest.mark.slow
def test_a_program_is_told_why_it_waits(pull, published):
    published()
    pull.transfer.errors[f"{MODEL}-Q8_0.gguf"] = [passing()]
    ran = pull("pull", "--json", f"{NAME}:Q8_0")

    waiting = [each for each in ran.lines if each.get("state") == "waiting"]
    assert {each["error"] for each in waiting} == {"hub_cut"}
    assert ran.lines[-1]["type"] == "done"


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["no-repository"], "hub_name"),
        (["some/Other-GGUF"], "hub_not_found"),
        ([f"https://huggingface.co/{NAME}"], "hub_name"),
        ([NAME, "--revision=v9"], "hub_no_revision"),
    ],
)
def test_what_cannot_be_found(pull, published, argv, code):
    published()
    ran = pull("pull", "--json", *argv)

    assert (ran.code, ran.error["code"]) == (1, code)


def test_a_model_that_will_not_run_here_is_fetched_all_the_same(pull, tmp_path, local_hub):
    publish(local_hub, NAME, shelf(tmp_path / "p", "llama-3.3-70b", ("F16",)))
    ran = pull("pull", f"{NAME}:F16")

    assert "It will not run on this computer." in ran.err or "no room" in ran.err


def test_offline_with_nothing_listed_before(pull, published):
    published()
    pull.network.offline = True
    ran = pull("pull", "--json", f"{NAME}:Q8_0")

    assert (ran.code, ran.error["code"]) == (1, "offline")


def test_offline_with_a_list_from_before_says_so_and_ends(pull, published):
    published()
    pull.transfer.errors[f"{MODEL}-Q8_0.gguf"] = [passing("hub_gated")]
    pull("pull", f"{NAME}:Q8_0")
    pull.network.offline = True
    ran = pull("pull", f"{NAME}:Q8_0")

    assert ran.code == 1
    assert "list of files is from earlier" in ran.err
    assert "offline" in ran.err.splitlines()[-1]


def test_what_waited_offline_is_worked_off_when_parley_is_online_again(pull, published):
    published()
    pull.transfer.errors[f"{MODEL}-Q8_0.gguf"] = [passing("hub_gated")]
    pull("pull", f"{NAME}:Q8_0")
    pull.network.offline = True
    pull("pull", f"{NAME}:Q8_0")
    still = pull("downloads", "run")
    pull.network.offline = False
    ran = pull("downloads", "run")

    assert (still.code, ran.code) == (1, 0)
    assert "because Parley is offline" in still.err
    assert "is here, verified" in ran.err


# -- options -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [("5M", 5 * 1024**2), ("500K", 500 * 1024), ("1.5G/s", 1610612736), ("12345", 12345), ("0", 0)],
)
def test_speeds(text, found):
    assert rate(text) == found


@pytest.mark.parametrize("text", ["fast", "-5M", "", "9999999T"])
def test_no_speeds(pull, text):
    ran = pull("pull", NAME, f"--limit={text}")

    assert ran.code == 2
    assert "is no speed" in ran.err


def test_options_go_to_the_queue(pull, published):
    published()
    pull("pull", f"{NAME}:Q8_0", "--limit=5M", "--connections=2")

    assert pull.options[-1] == {"limit": 5 * 1024**2, "connections": 2}


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 s"),
        (59, "59 s"),
        (61, "1 min"),
        (3600, "1 h"),
        (4800, "1 h 20 min"),
        (9e5, "10 days"),
    ],
)
def test_durations(seconds, words):
    assert duration(seconds) == words


# -- a person at a terminal ------------------------------------------------------------------------


def test_a_person_is_asked_once_and_may_say_no(pull, published):
    published()
    no = pull("pull", f"{NAME}:Q8_0", stdin=b"n\n", tty=True)
    yes = pull("pull", f"{NAME}:Q8_0", stdin=b"\n", tty=True)

    assert no.code == 1
    assert "Download? [Y/n]" in no.err
    assert "Nothing was downloaded." in no.err
    assert yes.code == 0
    assert "Download?" not in pull("pull", f"{NAME}:Q4_K_M", "--yes", tty=True).err


def test_a_bar_in_a_terminal(pull, published):
    published()
    pull.transfer.held = {f"{MODEL}-Q8_0.gguf"}
    shown: list[str] = []

    def watch() -> None:
        import sys
        import time

        until = time.monotonic() + 10
        while time.monotonic() < until and not pull.transfer.is_half(f"{MODEL}-Q8_0.gguf"):
            time.sleep(0.01)
        while time.monotonic() < until and "50%" not in "".join(shown):
            shown.append(sys.stderr.getvalue())  # type: ignore[attr-defined]
            time.sleep(0.02)
        pull.transfer.release(f"{MODEL}-Q8_0.gguf")

    thread = threading.Thread(target=watch)
    thread.start()
    ran = pull("pull", f"{NAME}:Q8_0", "--yes", tty=True)
    thread.join()

    assert ran.code == 0
    assert f"{NAME}:Q8_0" in "".join(shown)
    assert "50%" in "".join(shown)
    assert f"\nTalk with it: {command('chat', '--model', f'{NAME}:Q8_0')}\n" in ran.err


def test_the_end_of_a_name_in_a_narrow_terminal():
    assert end_of("owner/Model-GGUF:Q8_0", 21) == "owner/Model-GGUF:Q8_0"
    assert end_of("owner/Model-GGUF:Q8_0", 12) == "…l-GGUF:Q8_0"
    assert end_of("owner/Model-GGUF:Q8_0", -5) == "…UF:Q8_0"


# -- licences --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "words"),
    [
        (
            {"license": "llama3.1"},
            "Licence: Llama 3.1 Community License Agreement. Commercial use up to 700 million"
            " monthly users; models trained on outputs must carry its name.\n",
        ),
        (
            {"license": "other", "license_name": "of-my-own"},
            "Licence: of-my-own. What it asks is not known to Parley: read it.\n",
        ),
        (
            {"license": "mit", "base_model": ["mistralai/Ministral-8B-Instruct-2410"]},
            "Each of these licences holds:\n"
            "Licence: MIT License (named here). Permissive.\n"
            "Licence: Mistral AI Research License 0.1 (of Ministral 8B Instruct 2410)."
            " No commercial use; outputs for research only.\n",
        ),
    ],
)
def test_the_licences_that_hold_are_shown_before_the_download(pull, published, card, words):
    published("Q8_0", card=card)
    ran = pull("pull", NAME)

    assert ran.code == 0
    assert f"{words}“{command('show', NAME)}” says more.\n" in ran.out


def test_a_repository_that_names_no_licence(pull, published):
    published("Q8_0", card={})

    assert "Licence: none is named. Ask its owner what is allowed.\n" in pull("pull", NAME).out


def test_what_seems_to_be_made_from_llama_is_said(pull, published):
    made_from = "deepseek-ai/DeepSeek-R1-Distill-Llama-8B"
    published("Q8_0", card={"license": "mit", "base_model": [made_from]})
    (plan, *_) = pull("pull", NAME, "--json").lines

    assert plan["seems_llama"] is True
    pull("downloads", "clear")
    pull.place(f"{MODEL}-Q8_0.gguf").unlink()
    assert "seems to be made from a Llama model" in pull("pull", NAME).out


def test_licences_that_cannot_be_looked_up_stop_no_download(pull, published, tmp_path):
    published()
    pull.catalog = tmp_path / "none.json"
    words = pull("pull", f"{NAME}:Q8_0")
    plan = pull("pull", f"{NAME}:Q4_K_M", "--json").lines[1]

    assert words.code == 0
    assert "Licence: apache-2.0. What it asks could not be looked up." in words.out
    assert (plan["licences"], plan["seems_llama"]) == (None, None)


# -- projectors ------------------------------------------------------------------------------------


@pytest.fixture
def seeing(tmp_path, published, local_hub):
    """A repository whose models have a projector."""
    (tmp_path / "published").mkdir()
    (tmp_path / "published" / f"mmproj-{MODEL}-F16.gguf").write_bytes(b"x" * 1000)
    published("Q8_0")
    return f"mmproj-{MODEL}-F16.gguf", f"{MODEL}-Q8_0.gguf"


def test_a_model_with_and_then_without_its_projector_is_one_download(pull, seeing):
    projector, model = seeing
    pull.transfer.errors[projector] = [passing("hub_gated")]
    assert pull("pull", NAME).code == 1
    assert part_path(pull.place(projector)).exists()
    assert pull("pull", NAME, "--no-projector").code == 0

    assert [each["state"] for each in listed_downloads(pull)] == ["done"]
    assert [each.name for each in pull.place("").iterdir()] == [model]


def test_a_projector_is_added_to_a_model_that_is_here(pull, seeing):
    projector, model = seeing
    assert pull("pull", NAME, "--no-projector").code == 0
    ran = pull("pull", NAME)
    again = pull("pull", NAME, "--no-projector")

    assert "The model is here already; its projector is added.\n" in ran.out
    assert pull.transfer.calls == [model, projector]
    assert "was here already" in again.err
    (download,) = listed_downloads(pull)
    assert [each["path"] for each in download["files"]] == [projector, model]


# -- gated repositories ----------------------------------------------------------------------------


@pytest.fixture
def gated(published, local_hub):
    """A repository for members only, and the token of one."""
    local_hub.tokens.add(TOKEN)
    published(gated="manual", members=(TOKEN,))
    return TOKEN


def test_without_a_terminal_a_gated_repository_is_refused_with_words(pull, gated):
    ran = pull("pull", "--json", f"{NAME}:Q8_0")

    assert (ran.code, ran.error["code"]) == (1, "hub_gated")
    assert "Accept them at" in ran.error["hint"]
    assert pull.transfer.calls == []


def test_a_person_types_a_token_once_unseen(pull, gated, monkeypatch):
    asked = []

    def typed(prompt: str, stream: Any = None) -> str:
        asked.append(prompt)
        return f" {TOKEN}\n"

    monkeypatch.setattr("getpass.getpass", typed)
    first = pull("pull", f"{NAME}:Q8_0", "--yes", tty=True)
    second = pull("pull", f"{NAME}:Q4_K_M", "--yes", tty=True)

    assert (first.code, second.code) == (0, 0)
    assert len(asked) == 1
    assert "only for people who accepted its terms" in first.out
    assert "Licence: Apache License 2.0." in first.out
    assert f"an access token at {pull.hub.endpoint}/settings/tokens;" in first.err
    assert "Signed in to" in first.err
    assert "for people whom its owner lets in" in first.out
    assert TOKEN not in first.out + first.err + second.out + second.err


@pytest.mark.parametrize("target", [f"{NAME}:Q8_0", NAME])
def test_nobody_is_asked_for_a_token_for_what_is_here(pull, published, local_hub, target):
    published()
    pull("pull", f"{NAME}:Q8_0")
    local_hub.repositories[NAME].gated = "manual"
    again = pull("pull", "--json", target)

    assert (again.code, again.lines[-1]["fetched"]) == (0, 0)
    assert local_hub.seen("hub", "*/auth-check") == []


def test_a_token_that_is_none_ends_with_words(pull, gated, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda *_, **__: "")
    ran = pull("pull", f"{NAME}:Q8_0", "--yes", tty=True)

    assert ran.code == 1
    assert "no access token" in ran.err
    assert pull.transfer.calls == []


# -- the queue from another terminal -------------------------------------------------------------


def listed_downloads(pull) -> list[dict[str, Any]]:
    (found,) = pull("downloads", "--json").lines
    return found["downloads"]


@pytest.fixture
def two(pull, published):
    """Two downloads that failed half way."""
    published()
    for label in ("Q8_0", "Q4_K_M"):
        pull.transfer.errors[f"{MODEL}-{label}.gguf"] = [passing("hub_gated")]
        assert pull("pull", f"{NAME}:{label}").code == 1
    return pull


def test_the_list_of_downloads(two):
    shown = two("downloads")
    first, second = listed_downloads(two)

    assert shown.code == 0
    assert f"{NAME}:Q8_0" in shown.out
    assert "The connection broke off." in shown.out
    assert (first["quantisation"], second["quantisation"]) == ("Q8_0", "Q4_K_M")
    assert first["state"] == "failed"
    assert first["error"]["code"] == "hub_gated"
    assert 0 < first["received"] < first["size"]


def test_no_downloads(pull):
    assert pull("downloads").out == "There are no downloads.\n"
    assert listed_downloads(pull) == []


def test_the_queue_is_steered_and_worked_off(two):
    first, second = (each["id"] for each in listed_downloads(two))
    resumed = two("downloads", "resume", "all")
    assert resumed.out.splitlines()[0].startswith(f"{NAME}:Q8_0: queued, ")
    two("downloads", "move", str(second), "first")
    assert [each["id"] for each in listed_downloads(two)] == [second, first]
    two("downloads", "pause", f"{NAME}:Q8_0")
    assert [each["state"] for each in listed_downloads(two)] == ["queued", "paused"]

    ran = two("downloads", "run", "--json")
    assert ran.code == 0
    assert [each["type"] for each in ran.lines][-1] == "done"
    assert [each["state"] for each in listed_downloads(two)] == ["done", "paused"]
    assert part_path(two.place(f"{MODEL}-Q8_0.gguf")).exists()
    assert two("downloads", "cancel", str(first)).out == f"{NAME}:Q8_0: cancelled\n"
    assert not part_path(two.place(f"{MODEL}-Q8_0.gguf")).exists()
    done = two("downloads", "cancel", str(second))
    assert done.out == f"{NAME}:Q4_K_M: not listed any more, the model stays\n"
    assert listed_downloads(two) == []
    assert two.place(f"{MODEL}-Q4_K_M.gguf").exists()


@pytest.mark.parametrize(
    ("argv", "code"),
    [(["pause", "99"], 1), (["move", "1", "up"], 2), (["move", "1", "0"], 2), (["limit", "x"], 2)],
)
def test_what_the_queue_does_not_know(two, argv, code):
    assert two("downloads", *argv).code == code


def test_the_limit_is_kept_in_the_settings(pull):
    assert pull("downloads", "limit", "2M").code == 0
    assert SettingsFile(pull.paths.settings).load() == Settings(download_limit=2 * 1024**2)
    pull("downloads", "limit", "0")
    assert SettingsFile(pull.paths.settings).load() == Settings()
