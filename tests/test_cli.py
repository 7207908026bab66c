"""The terminal door: what each command says, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result

from library.actions.find import FACET_AXES
from library.actions.library import london_today
from library.actions.progress import Stage
from library.terminal.main import main
from library.terminal.person import NO_PEOPLE
from tests.making import Making
from tests.waiting import PATIENCE

SITE = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Terminal:
    """A terminal with a content folder."""

    making: Making

    @property
    def places(self) -> dict[str, str]:
        """Return the environment that names the folders."""
        return {
            "LIBRARY_CONTENT": str(self.making.root / "content"),
            "LIBRARY_DATA": str(self.making.root / "data"),
        }

    def run(self, *arguments: str, **settings: str) -> Result:
        """Run a command."""
        return CliRunner().invoke(main, arguments, env=self.places | settings)

    def says(self, *arguments: str, **settings: str) -> tuple[int, str, str]:
        """Run a command and return exit code, output and errors."""
        result = self.run(*arguments, **settings)
        return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal with an empty content folder."""
    making = Making(tmp_path)
    making.always["published"] = "2020-01-01"
    return Terminal(making)


def test_check_counts_documents_and_changes_nothing(terminal: Terminal) -> None:
    terminal.making.write("one")
    said = f"1 file checked. No mistakes found.\nIf you publish now: 1 public.\n  {SITE}/stories/one: new, public\n"
    assert terminal.says("check") == (0, said, "")
    assert not (terminal.making.root / "data").exists()


def test_check_says_every_mistake_in_a_line_of_its_own(terminal: Terminal) -> None:
    terminal.making.write("good")
    terminal.making.write("bad", themes="[listning]", roles="[nurze]")
    terminal.making.write("dead", related="[nowhere]")
    bad = (terminal.making.root / "content/stories/bad.md").read_text()
    terminal.making.content.put("stories/Morning Round (final v2).md", bad)
    code, output, errors = terminal.says("check")
    lines = errors.splitlines()
    assert (code, output) == (1, "")
    assert [line.rpartition(".md:")[0] for line in lines] == [
        "stories/Morning Round (final v2)",
        "stories/Morning Round (final v2)",
        "stories/Morning Round (final v2)",
        "stories/bad",
        "stories/bad",
        "stories/dead",
    ]
    assert all(re.fullmatch(r"[^:]+:[1-9]\d*: \S.{10,}", line) for line in lines), lines


def test_a_file_with_a_wrong_name_is_told_with_its_other_mistakes_by_publish_too(terminal: Terminal) -> None:
    terminal.making.write("good")
    terminal.says("publish")
    text = (terminal.making.root / "content/stories/good.md").read_text()
    terminal.making.content.put("stories/Morning Round (final v2).md", text.replace("[listening]", "[listning]"))
    expected = [
        ("1", "Rename this file, because its name becomes the address of its page."),
        ("5", "themes: “listning” is not a theme."),
    ]
    for command in (["check"], ["publish"], ["publish", "--rebuild"]):
        lines = [line.partition(".md:")[2].partition(": ") for line in terminal.says(*command)[2].splitlines()]
        assert [line for line, _, _ in lines if line] == [line for line, _ in expected]
        assert all(found.startswith(said) for (_, _, found), (_, said) in zip(lines, expected, strict=False))


def test_check_says_mistakes_of_the_vocabulary_and_of_documents_together(terminal: Terminal) -> None:
    terminal.making.content.put("stories/My Story.md", "x")
    terminal.making.content.put("vocabulary.yaml", "themes: [{id: Bad Id}]\n")
    code, _, errors = terminal.says("check")
    assert code == 1
    assert {line.split(":")[0] for line in errors.splitlines()} == {"vocabulary.yaml", "stories/My Story.md"}


def test_publish_says_what_was_done(terminal: Terminal) -> None:
    terminal.making.write("one")
    terminal.making.write("two")
    assert terminal.says("publish") == (0, "Published: 2 public. Built from scratch.\n", "")
    assert terminal.says("publish") == (0, "Published: 2 public. No documents have changed.\n", "")
    terminal.making.write("one", "Changed.\n")
    terminal.making.delete("two")
    said = "Taken down: stories/two.md\nPublished: 1 public. This time: 1 changed, 1 removed.\n"
    assert terminal.says("publish") == (0, said, "")
    assert terminal.says("publish", "--rebuild") == (0, "Published: 1 public. Built from scratch.\n", "")


def test_publish_counts_for_whom_each_document_is_shown_and_why_others_are_not(terminal: Terminal) -> None:
    terminal.making.write("one")
    terminal.making.write_told("members", consent="audience: network, uses: []")
    terminal.making.write_told("few", consent="audience: coordinators, uses: []")
    terminal.making.write("gone", status="withdrawn")
    terminal.making.write_told("over", consent="audience: public, uses: [], until: 2026-01-11")
    terminal.making.write("draft", status="draft")
    terminal.making.write("read", status="in-review")
    terminal.making.write("later", published="2199-01-01")
    counts = (
        "1 public, 1 for members, 1 for coordinators, "
        "5 not shown (1 due later, 1 in draft, 1 in review, 1 past their last day, 1 withdrawn)"
    )
    assert terminal.says("check")[1].splitlines()[-4:] == [
        f"If you publish now: {counts}.",
        f"  {SITE}/stories/one: new, public",
        f"  {SITE}/stories/members: new, for members",
        f"  {SITE}/stories/few: new, for coordinators",
    ]
    assert terminal.says("publish") == (0, f"Published: {counts}. Built from scratch.\n", "")
    same = f"If you publish now: {counts}. Everyone sees the same documents as now."
    assert terminal.says("check")[1].splitlines()[-1] == same


def test_check_says_who_will_see_what_from_now_on_and_under_which_address(terminal: Terminal) -> None:
    for slug in ("same", "gone", "wider", "out", "draft", "translated"):
        terminal.making.write_told(slug, consent=f"audience: {'network' if slug == 'wider' else 'public'}, uses: []")
    terminal.making.write("cyfieithiad", translation_of="same", language="cy")
    terminal.making.write("draft", status="draft")
    terminal.making.delete("cyfieithiad")
    terminal.says("publish")
    terminal.making.write_told("wider", consent="audience: public, uses: []")
    terminal.making.write_told("same", "Other words.\n", consent="audience: public, uses: []")
    terminal.making.write("out", status="withdrawn")
    terminal.making.write("draft", status="in-review")
    terminal.making.write("new")
    terminal.making.delete("gone")
    said = [
        "If you publish now: 4 public, 2 not shown (1 in review, 1 withdrawn).",
        "  https://a.org/stories/new: new, public",
        "  https://a.org/stories/wider: public, until now for members",
        "  https://a.org/stories/gone: deleted, until now public",
        "  https://a.org/stories/out: withdrawn, until now public",
    ]
    assert terminal.says("check", LIBRARY_URL="https://a.org")[1].splitlines()[-5:] == said
    found = json.loads(terminal.says("check", "--json")[1])
    assert found["after_publish"] == {"public": 4, "in review": 1, "withdrawn": 1}
    assert found["changes"][1] == {"address": "/stories/wider", "before": "for members", "after": "public"}
    terminal.says("publish")
    assert terminal.says("check")[1].splitlines()[-1] == f"{said[0]} Everyone sees the same documents as now."


def test_check_of_many_documents_lists_no_more_than_a_screen(terminal: Terminal) -> None:
    for number in range(30):
        terminal.making.write(f"story-{number:02}")
    lines = terminal.says("check")[1].splitlines()
    assert len(lines) == 2 + 20 + 1
    assert lines[-2:] == [f"  {SITE}/stories/story-19: new, public", "  and 10 more"]


def test_publish_counts_fictional_documents_apart_where_they_are_hidden(terminal: Terminal) -> None:
    terminal.making.write("one")
    terminal.making.write_told("two")
    said = "Published: 1 public, 1 not shown (1 hidden as fictional). Built from scratch.\n"
    assert terminal.says("publish", LIBRARY_SHOW_FICTIONAL="off") == (0, said, "")


def test_publish_says_mistakes_and_ends_with_one(terminal: Terminal) -> None:
    terminal.making.write("bad", themes="[listning]")
    code, output, errors = terminal.says("publish")
    assert (code, output, errors.splitlines()[0].startswith("stories/bad.md:5: themes:")) == (1, "", True)


def test_publish_asks_before_removing_over_half(terminal: Terminal) -> None:
    terminal.making.write("one")
    terminal.says("publish")
    terminal.making.delete("one")
    assert terminal.says("publish") == (
        1,
        "",
        (
            "This would remove 1 of 1 documents from the site. If that is what you want, run the "
            "command again with --allow-removals.\n"
        ),
    )
    said = "Taken down: stories/one.md\nPublished: nothing. This time: 0 changed, 1 removed.\n"
    assert terminal.says("publish", "--allow-removals") == (0, said, "")


def test_search_answers_in_words(terminal: Terminal) -> None:
    terminal.making.write("key", "She kept the spare key.\n", title="A key")
    terminal.making.write("kettle", "A kettle.\n")
    terminal.says("publish")
    assert terminal.says("search", "spare", "key") == (
        0,
        "1 found, page 1 of 1\n\nA key (story, fictional)\n  /stories/key\n"
        "  She kept the spare key.\n    /stories/key#p1\n",
        "",
    )
    code, output, _ = terminal.says("search", "spare kettle")
    assert (code, output.splitlines()[0]) == (0, "2 found (0 with all the words), page 1 of 1")
    assert terminal.says("search", "nothing") == (0, "0 found, page 1 of 1\n", "")


def test_search_says_what_it_understood(terminal: Terminal) -> None:
    making = terminal.making
    making.content.put(
        "vocabulary.yaml",
        "themes: [{id: led, label: {en: Led by the person}, also: [SDS]}, {id: time, label: {en: Time to talk}}]\n"
        "roles: [{id: nurse, label: {en: Nurse}}]\nsectors: [{id: health, label: {en: Health}}]\n"
        "content_notes: [{id: bereavement, label: {en: Death and bereavement}}]\n"
        "ambiguous: [{name: DST, meanings: [digital storytelling, decision support tool]}]\n",
    )
    making.write("led", "A kettle.\n", themes="[led]", content_notes="[{note: bereavement}]")
    making.write("time", "A spoon.\n", themes="[time]")
    making.publish()

    def lines(*arguments: str) -> list[str]:
        return terminal.says("search", *arguments)[1].splitlines()

    assert "Also searched for: Led by the person (SDS). Without it: --as-typed" in lines("SDS spoon")
    # What the search names is not said twice.
    assert lines("SDS")[:3] == [
        "1 found (0 with this word), page 1 of 1",
        "Theme: Led by the person (1) /themes/led",
        "Search only for the words as typed: --as-typed",
    ]
    assert "Job role: Nurse (2) /roles/nurse" in lines("nurses")
    assert "No results for sopon theme:led. Also searched for: spoon theme:led" in lines("sopon theme:led")
    assert "Results for spoon kettle without quotation marks: 2" in lines('"spoon kettle"')
    assert lines("--as-typed", "SDS") == [
        "0 found, page 1 of 1",
        "Theme: Led by the person (1) /themes/led",
        "Related: Led by the person (1)",
    ]
    assert "DST can mean: digital storytelling; decision support tool" in lines("DST spoon")
    assert "No results for sopon. Showing results for: spoon" in lines("sopon")
    assert "1 result for sopon time. Showing results for: spoon time" in lines("sopon time")
    assert "Did you mean: kettle spoon" in lines("kettle sopon")
    assert lines("spoon theme:time -theme:led")[1:3] == ["theme: time", "Not theme: led"]
    assert "theme:cup is not a filter, so its words were searched for." in lines("theme:cup spoon")
    assert "Without theme led: 1" in lines("spoon", "--filter", "theme=led")
    assert "  Part of this has a content note: Death and bereavement." in lines("kettle")


def test_search_says_what_a_content_note_took_from_a_score(terminal: Terminal) -> None:
    note = "[{note: bereavement, where: [p2]}]"
    terminal.making.write("wreath", "A bus.\n\nLilies and a wall. A harbour.\n", content_notes=note)
    terminal.making.publish()
    assert "words under a content note" in terminal.says("search", "--explain", "harbour lilies")[1]


def test_search_says_what_gave_a_score_in_words_and_in_json(terminal: Terminal) -> None:
    terminal.making.write("key", "She kept the spare keys.\n", title="Keys", summary="Of them.")
    terminal.making.publish()
    words = terminal.says("search", "--explain", "spare key")[1]
    shares = [line.split(maxsplit=1)[1] for line in words.splitlines() if line.startswith("   ") and "  " in line[3:]]
    assert "key as keys in title, text" in shares
    assert "words close together" in shares
    answer = json.loads(terminal.says("search", "--explain", "--json", "spare key")[1])
    (result,) = answer["results"]
    assert sum(share["score"] for share in result["shares"]) == pytest.approx(result["score"])
    assert "shares" not in json.loads(terminal.says("search", "--json", "spare key")[1])["results"][0]


def test_search_lists_the_best_passages(terminal: Terminal) -> None:
    terminal.making.write("key", "She kept the spare keys.\n\nNothing.\n", title="Keys")
    terminal.making.publish()
    assert terminal.says("search", "--passages", "spare") == (
        0,
        "1 found, page 1 of 1\n\nShe kept the spare keys.\n  Keys (story, fictional)\n    /stories/key#p1\n",
        "",
    )
    answer = json.loads(terminal.says("search", "--passages", "--json", "spare")[1])
    assert answer["results"] == []
    assert [passage["url"] for passage in answer["passages"]] == ["/stories/key#p1"]


def test_check_names_the_new_word_for_invented_and_does_not_fail(terminal: Terminal) -> None:
    terminal.making.write("key", provenance="invented")
    code, output, errors = terminal.says("check")
    assert (code, errors) == (0, "")
    assert "stories/key.md:" in output
    assert "provenance: The word for this is now fictional. Write fictional instead. Nothing else changes." in output


def write_with_advice(terminal: Terminal) -> str:
    """Write a document that earns advice and return its line of advice."""
    terminal.making.write("key", provenance="invented")
    lines = terminal.making.content.root.joinpath("stories/key.md").read_text().splitlines()
    sentence = "provenance: The word for this is now fictional. Write fictional instead. Nothing else changes."
    return f"stories/key.md:{lines.index('provenance: invented') + 1}: {sentence}"


def test_check_gives_advice_beside_mistakes(terminal: Terminal) -> None:
    advice = write_with_advice(terminal)
    terminal.making.write("bad", themes="[listning]")
    code, output, errors = terminal.says("check")
    assert (code, output) == (1, f"Advice: {advice}\n")
    assert [line.split(":")[0] for line in errors.splitlines()] == ["stories/bad.md"]


def test_advice_on_a_document_with_mistakes_is_given_too(terminal: Terminal) -> None:
    advice = write_with_advice(terminal)
    terminal.making.write("key", provenance="invented", related="[key, nowhere]")
    terminal.making.write("other", themes="[listning]", provenance="invented")
    output = terminal.says("check")[1]
    assert output.splitlines()[0] == f"Advice: {advice}"
    assert output.splitlines()[1].startswith("Advice: stories/other.md:")


def test_strict_fails_for_advice_and_only_for_advice(terminal: Terminal) -> None:
    terminal.making.write("key")
    assert terminal.says("check", "--strict")[0] == 0
    advice = write_with_advice(terminal)
    code, output, errors = terminal.says("check", "--strict")
    said = f"1 file checked. No mistakes found.\nAdvice: {advice}\nIf you publish now: 1 public.\n"
    assert (code, output, errors) == (1, f"{said}  {SITE}/stories/key: new, public\n", "")
    assert terminal.says("check", "--strict", "--json")[0] == 1
    assert terminal.says("check")[0] == 0


def test_findings_are_plain_values_in_json(terminal: Terminal) -> None:
    path, line, sentence = write_with_advice(terminal).split(":", 2)
    advice = [{"path": path, "line": int(line), "sentence": sentence.strip()}]
    found = json.loads(terminal.says("check", "--json")[1])
    assert (found["mistakes"], found["advice"]) == ([], advice)
    terminal.making.write("bad", related="[nowhere]")
    code, output, errors = terminal.says("check", "--json")
    found = json.loads(output)
    assert (code, found["advice"]) == (1, advice)
    assert errors == "".join(f"{each['path']}:{each['line']}: {each['sentence']}\n" for each in found["mistakes"])


def test_publish_counts_the_documents_that_have_advice(terminal: Terminal) -> None:
    write_with_advice(terminal)
    terminal.making.write("other")
    told = "Advice for 1 document. To see it, run: library check\n"
    assert terminal.says("publish") == (0, f"Published: 2 public. Built from scratch.\n{told}", "")
    assert terminal.says("publish") == (0, "Published: 2 public. No documents have changed.\n", "")
    terminal.making.write("other", "Changed.\n", provenance="invented")
    assert terminal.says("publish") == (
        0,
        f"Published: 2 public. This time: 1 changed, 0 removed.\n{told}",
        "",
    )


def test_search_answers_in_json(terminal: Terminal) -> None:
    terminal.making.write("key", "She kept the spare key – café.\n", title="A key", summary="Of a key.")
    terminal.says("publish")
    code, output, errors = terminal.says("search", "--json", "kept")
    answer = json.loads(output)
    assert (code, errors, "café" in output) == (0, "", True)
    score = answer["results"][0].pop("score")
    assert score > 0
    assert answer.pop("facets")["theme"] == [
        {"id": "listening", "label": "Listening and being heard", "count": 1, "selected": False},
    ]
    assert answer == {
        "query": "kept",
        "suggestion": None,
        "expanded": [],
        "total": 1,
        "page": 1,
        "pages": 1,
        "relaxed": False,
        "with_every_word": 1,
        "contacts": [],
        "named": [],
        "synonyms": [],
        "nowhere": [],
        "corrected": None,
        "typed_total": 0,
        "ambiguous": [],
        "filters": [],
        "misread": [],
        "help": None,
        "results": [
            {
                "slug": "key",
                "kind": "story",
                "title": "A key",
                "url": "/stories/key",
                "summary": "Of a key.",
                "provenance": "invented",
                "fictional": True,
                "lacking": [],
                "passages": [{"text": "She kept the spare key – café.", "url": "/stories/key#p1", "marks": [[4, 8]]}],
            }
        ],
    }


def test_search_can_be_narrowed_sorted_and_paged(terminal: Terminal) -> None:
    for number in range(12):
        nation = "wales" if number % 2 else "scotland"
        terminal.making.write(f"story-{number:02}", "Kettle.\n", title=f"Story {number:02}", nation=nation)
    terminal.says("publish")

    def asked(*arguments: str) -> list[str]:
        answer = json.loads(terminal.says("search", "--json", *arguments)[1])
        return [result["slug"] for result in answer["results"]]

    assert asked("--sort", "title", "--page", "2", "kettle") == ["story-10", "story-11"]
    assert asked("--sort", "title", "--filter", "nation=wales") == [f"story-{n:02}" for n in range(1, 12, 2)]
    both = asked("--sort", "title", "--filter", "nation=wales", "--filter", "nation=scotland", "--page", "2")
    assert both == ["story-10", "story-11"]
    assert asked("--", "-kettle") == []


def test_missed_searches_are_listed_from_the_third_day(terminal: Terminal) -> None:
    none = "No unsuccessful searches to report.\n"
    missed, today = terminal.making.library.missed, london_today()
    assert terminal.says("search", "--missed") == (0, none, "")
    for before in (20, 10, 0):
        assert terminal.says("search", "--missed") == (0, none, "")
        missed.note("housing benefit", today - timedelta(days=before))
        missed.note("siop goffi – café", today - timedelta(days=before + 1))
    missed.note("siop goffi – café", today)
    assert terminal.says("search", "--missed") == (
        0,
        f"siop goffi – café: on 4 days, last on {today}\nhousing benefit: on 3 days, last on {today}\n",
        "",
    )
    code, output, _ = terminal.says("search", "--missed", "--json")
    assert (code, "café" in output, json.loads(output)) == (
        0,
        True,
        {
            "floor_days": 3,
            "missed": [
                {"words": "siop goffi – café", "days": 4, "last_day": str(today)},
                {"words": "housing benefit", "days": 3, "last_day": str(today)},
            ],
        },
    )


def test_no_missed_search_is_an_empty_list_for_machines(terminal: Terminal) -> None:
    code, output, errors = terminal.says("search", "--missed", "--json")
    assert (code, json.loads(output), errors) == (0, {"floor_days": 3, "missed": []}, "")


def test_a_list_of_missed_searches_that_cannot_be_read_is_said(terminal: Terminal) -> None:
    (terminal.making.root / "data/missed.sqlite").mkdir(parents=True)
    code, output, errors = terminal.says("search", "--missed")
    assert (code, output, errors) == (
        1,
        "",
        "The list of unsuccessful searches cannot be used: unable to open database file.\n",
    )


def test_a_search_in_the_terminal_is_not_counted(terminal: Terminal) -> None:
    terminal.making.write("one")
    terminal.says("publish")
    terminal.says("search", "housing benefit")
    assert not (terminal.making.root / "data/missed.sqlite").exists()


def test_search_shows_only_what_everybody_may_see(terminal: Terminal) -> None:
    terminal.making.write("inside", "Kettle.\n", consent="{audience: network, uses: []}")
    terminal.says("publish")
    assert terminal.says("search", "kettle") == (0, "0 found, page 1 of 1\n", "")


def test_a_search_before_the_first_publish_says_what_to_run(terminal: Terminal) -> None:
    assert terminal.says("search", "x") == (1, "", "Nothing is published yet. Run: library publish\n")


def test_a_search_whose_index_is_broken_says_what_to_run(terminal: Terminal) -> None:
    terminal.making.write("one")
    terminal.says("publish")
    for path in (terminal.making.root / "data/builds/1/index").iterdir():
        path.write_bytes(b"nonsense")
    assert terminal.says("search", "x") == (1, "", "Search is not available. Run: library publish\n")
    assert terminal.says("publish") == (0, "Published: 1 public. Built from scratch.\n", "")
    assert terminal.says("search", "one")[0] == 0


def test_wrong_settings_are_all_said_with_exit_code_one(terminal: Terminal) -> None:
    code, output, errors = terminal.says("check", LIBRARY_URL="nowhere", LIBRARY_SHOW_FICTIONAL="yes")
    assert (code, output, len(errors.splitlines())) == (1, "", 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check", "extra"],
        ["publish", "--nonsense"],
        ["search", "--page", "0"],
        ["search", "--page", "many"],
        ["search", "--sort", "nonsense"],
        ["search", "--filter", "theme"],
        ["search", "--missed", "words"],
        ["search", "--missed", "--filter", "theme=listening"],
        ["search", "--filter", "nonsense=x"],
        ["serve", "--port", "0"],
        ["serve", "--port", "70000"],
    ],
)
def test_a_command_used_wrongly_ends_with_two(terminal: Terminal, arguments: list[str]) -> None:
    code, output, errors = terminal.says(*arguments)
    assert (code, output, "Error: " in errors) == (2, "", True)


def test_a_wrong_filter_names_the_right_ones(terminal: Terminal) -> None:
    assert f"AXIS is one of: {', '.join(FACET_AXES)}." in terminal.says("search", "--filter", "x")[2]


def test_help_and_version_are_given(terminal: Terminal) -> None:
    code, output, _ = terminal.says("--help")
    assert (code, [f"  {name} " in output for name in ("check", "publish", "search", "serve")]) == (0, [True] * 4)
    assert re.fullmatch(r".*version \d+\.\d+.*\n", terminal.says("--version")[1])


def test_a_bar_shows_on_a_terminal_how_far_it_is(terminal: Terminal) -> None:
    terminal.making.write("one")
    terminal.says("publish")
    terminal.making.write("two")
    # `script` gives the command a terminal of its own.
    command = f"{sys.executable} -m library.terminal publish"
    done = subprocess.run(
        ["script", "--quiet", "--return", "--command", command, "/dev/null"],
        env=os.environ | terminal.places | {"TERM": "xterm", "COLUMNS": "100"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert Stage.READING.value in done.stdout
    assert "Published: 2 public. This time: 1 changed, 0 removed." in done.stdout


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@pytest.mark.parametrize("more", [[], ["--publish"]])
def test_serve_publishes_prints_its_address_and_ends_on_ctrl_c(terminal: Terminal, more: list[str]) -> None:
    terminal.making.write("one")
    port = free_port()
    # Programs that start tests in the background may ignore it, and children inherit that.
    was = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "library.terminal", "serve", "--port", str(port), *more],
        env=os.environ | terminal.places,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    signal.signal(signal.SIGINT, was)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(3)]
    assert lines == [
        "Published: 1 public. Built from scratch.\n",
        f"Commonplace is at http://127.0.0.1:{port}/ (stop it with Ctrl-C)\n",
        # The link that this prints has to open here, not at the usual port.
        NO_PEOPLE.replace(": ", f": LIBRARY_URL=http://127.0.0.1:{port} ") + "\n",
    ]
    page = fetched(f"http://127.0.0.1:{port}/stories/one")
    assert b"Words of one." in page
    assert f'<link rel="canonical" href="http://127.0.0.1:{port}/stories/one">'.encode() in page
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in output + errors


def fetched(url: str) -> bytes:
    """Return a page of a server that may still be starting."""
    for _ in range(100):
        try:
            with urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 - our own address
                body: bytes = answer.read()
                return body
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {url}")


def test_serve_with_a_mistake_in_the_content_serves_nothing(terminal: Terminal) -> None:
    terminal.making.write("bad", themes="[listning]")
    code, _, errors = terminal.says("serve", "--port", str(free_port()))
    assert (code, errors.startswith("stories/bad.md:5: ")) == (1, True)


def test_serve_at_a_port_that_is_taken_says_so(terminal: Terminal) -> None:
    terminal.making.write("one")
    terminal.says("publish")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = subprocess.run(
            [sys.executable, "-m", "library.terminal", "serve", "--port", str(taken.getsockname()[1])],
            env=os.environ | terminal.places,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr[-300:]


def test_the_command_library_is_the_same(terminal: Terminal) -> None:
    terminal.making.write("one")
    command = Path(sys.executable).with_name("library")
    done = subprocess.run(
        [command, "check"], env=os.environ | terminal.places, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, terminal.says("check")[1], "")


def test_check_counts_what_is_on_the_shelves(terminal: Terminal) -> None:
    terminal.making.write("one", voice="worker")
    code, output, errors = terminal.says("check", "--coverage")
    assert (code, errors) == (0, "")
    assert output.startswith("1 file checked. No mistakes found.\n")
    assert "\n\nEach count is: stories and examples + all other documents.\n" in output
    assert "\n  listening            health 1+0\n" in output
    assert "\n  recording            none\n" in output
    assert re.search(r"^  worker +1\+0$", output, re.MULTILINE)
    assert "\nFewer than 3 stories and examples: listening, working-together," in output
    assert output.endswith(
        "\nNo documents: theme working-together, theme time, theme strengths, theme community, theme recording\n"
    )


def test_check_gives_the_same_counts_to_a_machine(terminal: Terminal) -> None:
    terminal.making.write("one", voice="worker")
    code, output, _ = terminal.says("check", "--json")
    counts = json.loads(output)
    assert code == 0
    assert counts["theme_by_sector"]["listening"] == {"health": {"stories": 1, "resources": 0}}
    assert counts["voice"] == {"worker": {"stories": 1, "resources": 0}}
    assert {"axis": "theme", "id": "recording"} in counts["empty"]
    assert "listening" in counts["thin"]


def write_collection(terminal: Terminal) -> None:
    terminal.making.write("work", "Alpha.\n", kind="guidance", provenance="published-elsewhere")
    text = "---\ntitle: First\nsummary: Of it.\norder: 1\n---\n## One\n\nIt [says](work#p1) so.\n"
    terminal.making.content.put("collections/first.md", text)


def test_keep_notes_what_stands_at_linked_places_and_says_what_it_wrote(terminal: Terminal) -> None:
    write_collection(terminal)
    assert terminal.says("check")[2] == (
        "collections/first.md:8: The link to work#p1 is not pinned yet. Run: library pin-links\n"
    )
    assert terminal.says("pin-links") == (0, "Updated: collections/first.md\n", "")
    assert terminal.says("pin-links") == (0, "Everything is up to date.\n", "")
    assert terminal.says("check")[1].startswith(
        "1 file checked. No mistakes found.\nCollections: 1. Introductions to themes: 0.\nIf you publish now:"
    )


def test_changed_words_are_said_by_check_and_keep_until_they_are_accepted(terminal: Terminal) -> None:
    write_collection(terminal)
    terminal.run("pin-links")
    terminal.making.write("work", "Beta.\n", kind="guidance", provenance="published-elsewhere")
    code, output, _ = terminal.says("check")
    assert code == 0
    assert (
        "Advice: collections/first.md:9: work#p1 has been edited. Check your text still fits, "
        "then run: library pin-links --changed\n"
    ) in output
    assert terminal.says("pin-links")[1] == (
        "collections/first.md:9: work#p1 has been edited. Check your text still fits.\nIf your "
        "text still fits, run: library pin-links --changed\n"
    )
    assert terminal.says("pin-links", "--changed")[1] == "Updated: collections/first.md\n"


COLLECTIONS = """
import gc
from library.terminal.main import main
before = [each["collections"] for each in gc.get_stats()]
main(["check"], standalone_mode=False)
after = [each["collections"] for each in gc.get_stats()]
print(after[1] - before[1], after[2] - before[2], gc.get_threshold())
"""


def test_a_command_does_not_look_through_all_that_it_has_loaded_for_garbage(terminal: Terminal) -> None:
    environment = os.environ | terminal.places
    said = subprocess.run(
        [sys.executable, "-c", COLLECTIONS], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.splitlines()[-1] == "0 0 (700, 10, 10)"


LOADED = """
import sys
from library.terminal.main import main
main(["publish"], standalone_mode=False)
UNUSED = {
    *("PIL", "rich", "phonenumbers", "babel", "flask", "jinja2", "pypdfium2", "docx", "pptx", "multiprocessing"),
    *("library.web", "library.export", "library.mail", "library.model.workshop", "library.actions.packs.usable"),
}
print(sorted(name for name in UNUSED if name in sys.modules))
"""


def test_publishing_loads_nothing_that_only_other_documents_need(terminal: Terminal) -> None:
    terminal.making.write("plain")
    said = subprocess.run(
        [sys.executable, "-c", LOADED],
        env=os.environ | terminal.places,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert said.stdout.splitlines()[-1] == "[]"
