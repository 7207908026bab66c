"""The terminal door: what it prints and how it ends."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from library.cli import main
from tests.making import Making


@pytest.fixture
def making(tmp_path: Path) -> Making:
    made = Making(tmp_path)
    made.write("spare-key", "She hung the spare key by the door.\n", title="The spare key")
    made.write("kettle", "Put the kettle on.\n", title="Kettle")
    return made


def run(making: Making, *arguments: str) -> Result:
    environment = {
        "LIBRARY_CONTENT": str(making.root / "content"),
        "LIBRARY_DATA": str(making.root / "data"),
        "LIBRARY_PUBLISH_WAIT": "0",
    }
    return CliRunner().invoke(main, arguments, env=environment)


def test_checking_good_content_says_how_much_there_is(making: Making) -> None:
    result = run(making, "check")
    assert (result.exit_code, result.stdout) == (0, "2 documents, no mistakes.\n")
    assert not (making.root / "data").exists()


def test_every_mistake_is_a_line_with_file_and_line(making: Making) -> None:
    making.write("kettle", "Put the kettle on.\n", themes="[lisening]", nation="scotlnd")
    making.write("third", "Words.\n", related="[spare-kye]")
    result = run(making, "check")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert [line.split(": ")[0].rsplit(":", 1)[0] for line in result.stderr.splitlines()] == [
        "stories/kettle.md",
        "stories/kettle.md",
        "stories/third.md",
    ]
    assert 'Did you mean "listening"?' in result.stderr
    assert 'Did you mean "spare-key"?' in result.stderr


def test_publishing_says_what_it_did(making: Making) -> None:
    assert run(making, "publish").stdout == "2 documents published: built anew.\n"
    making.write("kettle", "Take the kettle off.\n", title="Kettle")
    assert run(making, "publish").stdout == "2 documents published: 1 changed, 0 removed.\n"
    assert run(making, "publish", "--rebuild").stdout == "2 documents published: built anew.\n"


def test_a_publish_that_would_remove_too_much_asks_for_a_word(making: Making) -> None:
    run(making, "publish")
    making.delete("kettle", "spare-key")
    result = run(making, "publish")
    assert (result.exit_code, result.stderr) == (
        1,
        "This publish would remove 2 of 2 documents. If that is meant, run it again with --allow-removals.\n",
    )
    assert run(making, "publish", "--allow-removals").exit_code == 0


def test_searching_before_publishing_says_what_to_run(making: Making) -> None:
    result = run(making, "search", "key")
    assert (result.exit_code, result.stderr) == (1, "Nothing is published yet. Run: library publish\n")


def test_searching_shows_titles_and_passages(making: Making) -> None:
    run(making, "publish")
    assert run(making, "search", "spare", "key").stdout == (
        "1 found, page 1 of 1\n"
        "\n"
        "The spare key (story, invented)\n"
        "  /stories/spare-key\n"
        "  She hung the spare key by the door.\n"
        "    /stories/spare-key#p1\n"
    )


def test_searching_for_machines_answers_in_json(making: Making) -> None:
    run(making, "publish")
    answer = json.loads(run(making, "search", "--json", "--filter", "kind=story", "kettle").stdout)
    assert {name: answer[name] for name in ("query", "total", "page", "pages", "relaxed")} == {
        "query": "kettle",
        "total": 1,
        "page": 1,
        "pages": 1,
        "relaxed": False,
    }
    assert [(each["slug"], each["provenance"], each["passages"]) for each in answer["results"]] == [
        ("kettle", "invented", [{"text": "Put the kettle on.", "url": "/stories/kettle#p1", "marks": [[8, 14]]}])
    ]


def test_a_broken_index_is_said_in_a_sentence(making: Making) -> None:
    run(making, "publish")
    (making.root / "data" / "builds" / "1" / "index" / "generation").write_text("?")
    result = run(making, "search", "key")
    assert (result.exit_code, result.stderr) == (1, "Search is not available now. Run: library publish\n")


@pytest.mark.parametrize(
    "arguments",
    [("fly",), ("publish", "--faster"), ("search", "--filter", "theme"), ("search", "--filter", "colour=red")],
)
def test_wrong_use_ends_with_two(making: Making, arguments: tuple[str, ...]) -> None:
    assert run(making, *arguments).exit_code == 2


def test_wrong_settings_are_said_in_lines() -> None:
    result = CliRunner().invoke(main, ["check"], env={"LIBRARY_LANGUAGES": "fr", "LIBRARY_URL": "x"})
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2
