"""Every mistake an author can make in one key, with the sentence she is told."""

import pytest

from library.content.document_files import read_file_with_advice
from library.content.header.value_types import LONGEST_TEXT
from tests.content.writing import M4A, MP4, VIDEO, VTT, Folder
from tests.pictures import PNG

TEXT_MISTAKES = {
    "no": 'Put quotation marks around this: "no". Without them it is not read as text.',
    "1:12": 'Put quotation marks around this: "1:12". Without them it is not read as text.',
    "2021-05-04": 'Put quotation marks around this: "2021-05-04". Without them it is not read as text.',
    "null": 'Put quotation marks around this: "null". Without them it is not read as text.',
    "0x1F": 'Put quotation marks around this: "0x1F". Without them it is not read as text.',
    "1e3": 'Put quotation marks around this: "1e3". Without them it is not read as text.',
    "": "This is blank. Add something.",
    '" "': "This is blank. Add something.",
    "Our #1 and # 2": "Put quotation marks around the whole value. Without them, the words after # are left out "
    "as a comment.",
    "[a]": "Write one value, not a list. Put quotation marks around text that has brackets.",
    "{a: b}": "Write one value, not a list. Put quotation marks around text that has brackets.",
    '"a\\0b"': "Retype this value. It contains an invisible character.",
    "x" * 2001: "Shorten this to 2000 characters.",
    "*star": "*star is a YAML alias. Put quotation marks around the whole value, or write the value out in full.",
    "&and x": "&and is a YAML anchor. Put quotation marks around the whole value, or write the value out in full.",
    "! wow": ("“!” is a YAML tag. Put quotation marks around the whole value, or write the value out in full."),
    "!!python/object:os.system x": (
        "“tag:yaml.org,2002:python/object:os.system” is a YAML tag. Put quotation marks "
        "around the whole value, or write the value out in full."
    ),
}


@pytest.mark.parametrize("value", TEXT_MISTAKES)
def test_text_that_yaml_reads_otherwise_is_a_mistake(folder: Folder, value: str) -> None:
    assert folder.mistakes_with(title=value) == [f"2: title: {TEXT_MISTAKES[value]}"]


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("2021", "2021"),
        ("007", "007"),
        ("3.5", "3.5"),
        ('"no"', "no"),
        ("'1:12'", "1:12"),
        ("Norway", "Norway"),
        ("# nothing\n  Two  words", "Two words"),
        (">\n  Folded\n  twice\n", "Folded twice"),
        ("|\n  Kept # here\n", "Kept # here"),
        ('"#1" # a note', "#1"),
        ("C#", "C#"),
        ("Tŷ bach – Còig", "Tŷ bach – Còig"),
    ],
)
def test_text_keeps_the_characters_its_author_wrote(folder: Folder, value: str, title: str) -> None:
    folder.write(title=value)
    assert folder.read().title == title


# One key, its value, and what is said about it.
MISTAKES = [
    ("kind", "storey", "“storey” cannot be used here. Did you mean “story”? Choose from: {kinds}."),
    ("kind", "Story", "“Story” cannot be used here. Did you mean “story”? Choose from: {kinds}."),
    ("status", "publised", "“publised” cannot be used here. Did you mean “published”? Choose from: published, draft, "
     "in-review, withdrawn."),
    ("status", "zzz", "“zzz” cannot be used here. Choose from: published, draft, in-review, withdrawn."),
    ("language", "no", "“no” cannot be used here. Choose from: en, cy, gd."),
    ("languages", "[en, pl]", "“pl” cannot be used here. Choose from: en, cy, gd."),
    ("languages", "[en, en]", "This is listed twice. Delete one."),
    ("themes", "listening", "This should be a list in square brackets, such as [listening]."),
    ("themes", "{listening: 1}", "This should be a list in square brackets."),
    ("themes", "", "This should be a list in square brackets."),
    ("themes", "*x", '*x is a YAML alias. Put quotation marks around the whole value, or write the value out '
     "in full."),
    ("themes", "[]", "This list is empty. Add something to it."),
    ("themes", "[listening, time, strengths, community, recording, working-together]",
     "Choose at most 5. There are 6."),
    ("themes", "[co-production]", "“co-production” is not a theme. Did you mean “working-together”? "
     "For all of them, see themes in vocabulary.yaml."),
    ("themes", "[Listening and being heard]", "“Listening and being heard” is not a theme. Did you mean “listening”? "
     "For all of them, see themes in vocabulary.yaml."),
    ("themes", "[Gwrando]", "“Gwrando” is not a theme. Did you mean “listening”? "
     "For all of them, see themes in vocabulary.yaml."),
    ("themes", "[wales]", "“wales” is not a theme. Use nation: wales."),
    ("themes", "[qqq]", "“qqq” is not a theme. Choose from: listening, working-together, time, strengths, community, "
     "recording."),
    ("themes", "[[listening]]", "Write one value, not a list. Put quotation marks around text that has brackets."),
    ("roles", "[co-production]", "“co-production” is not a job role. Use themes: working-together."),
    ("nation", "[wales]", "Write one value, not a list. Put quotation marks around text that has brackets."),
    ("nation", "Wales", "“Wales” is not a nation. Did you mean “wales”? "
     "For all of them, see nations in vocabulary.yaml."),
    ("authors", f"[{', '.join(f'A{number}' for number in range(201))}]", "Choose at most 200. There are 201."),
    ("authors", f"[{', '.join(f'A{number}' for number in range(1001))}]",
     "Remove some items. There are more than 1000."),
    ("year", "1799", "Write a whole number from 1800 to 2100. “1799” is not one."),
    ("year", "2101", "Write a whole number from 1800 to 2100. “2101” is not one."),
    ("year", "20 21", "Write a whole number from 1800 to 2100. “20 21” is not one."),
    ("year", "9" * 5000, f"Write a whole number from 1800 to 2100. “{'9' * 57}...” is not one."),
    ("year", "", "This is blank. Add something or delete the line."),
    ("published", "22/11/2026", "“22/11/2026” must be written 2026-11-22."),
    ("published", "3 March 2026", "“3 March 2026” must be written 2026-03-03."),
    ("published", "2026-11-22T10:00:00",
     "“2026-11-22T10:00:00” must be written 2026-11-22."),
    ("published", "2026-13-01", "Check the month and the day. There is no date 2026-13-01."),
    ("published", "2025-02-29", "Check the month and the day. There is no date 2025-02-29."),
    ("published", "0206-11-22", "Check the year of 0206-11-22. It must be between 1900 and 2200."),
    ("published", "[2026-11-22]", "Write one value, not a list. Put quotation marks around text that has brackets."),
    ("source", "www.example.org",
     "Copy the full address, starting with https://. “www.example.org” is not a "
     "web address."),
    ("source", "javascript:alert(1)",
     "Copy the full address, starting with https://. “javascript:alert(1)” is not a "
     "web address."),
    ("source", "https://", "Copy the full address, starting with https://. “https://” is not a web address."),
    ("source", "https://[::1", "Copy the full address, starting with https://. “https://[::1” is not a web address."),
    ("source", "https://a.org:port/",
     "Copy the full address, starting with https://. “https://a.org:port/” is not a "
     "web address."),
    ("source", "https://a.org/two words",
     "Copy the full address, starting with https://. “https://a.org/two words” is not a "
     "web address."),
    ("source", "https://ann:secret@a.org/",
     "Remove the user name and password from this address. Every reader would see them."),
    ("source", "doi:10.1332/174", "Write the DOI as a full address: https://doi.org/10.1332/174"),
    ("source", "", "This is blank. Add something or delete the line."),
    ("licence", "Link only", "Write it exactly like this: link-only"),
    ("licence", "", "This is blank. Add something or delete the line."),
    ("related", "[stories/Other Key.md]",
     "“stories/Other Key.md” is not the name of a document. Did you mean “other-key”? Use "
     "a to z, digits and single hyphens, at most 100 characters."),
    ("related", "['!']", "“!” is not the name of a document. Use a to z, digits and single hyphens, at most 100 "
     "characters."),
    ("replaced_by", "", "This is blank. Add something or delete the line."),
    ("translation_of", "-a", "“-a” is not the name of a document. Did you mean “a”? Use a to z, digits and single "
     "hyphens, at most 100 characters."),
    ("short", "[4]", "“4” is not a passage. Write p and a number (p4), or t= and seconds (t=76)."),
    ("short", "['']", "This is blank. Add something or delete the line."),
    ("short", "[p3, p2]", "Put the passages in the order of the text. p2 comes earlier."),
    ("short", "[p2, p2]", "This is listed twice. Delete one."),
    ("short", "[p4]", "“p4” is not a passage of this document. Choose from p1 to p3."),
    ("short", "[t=5]", "“t=5” is not a passage of this document. Choose from p1 to p3."),
    ("quote", "4", "“4” is not a passage. Write p and a number (p4), or t= and seconds (t=76)."),
    ("quote", "p4", "“p4” is not a passage of this document. Choose from p1 to p3."),
    ("questions", "['']", "This is blank. Add something or delete the line."),
    ("content_notes", "[bereavement]",
     "Write each part with its name, in curly brackets: {{note: …, where: …}}."),
    ("content_notes", "bereavement", "This should be a list in square brackets, such as [{{note: …}}]."),
    ("attachments", "a.pdf", "This should be a list in square brackets, such as [{{file: …, title: …}}]."),
    ("attachments", "[a.pdf]", "Write each part with its name, in curly brackets: {{file: …, title: …}}."),
    ("themes", "['']", "This is blank. Add something or delete the line."),
    ("status", "", "This is blank. Choose from: published, draft, in-review, withdrawn."),
    ("consent", "*x", '*x is a YAML alias. Put quotation marks around the whole value, or write the value out '
     "in full."),
    ("pointers", "[{text: A}]",
     'Give each pointer either a time, such as at: "00:00:46", or a page, such as page: 7. '
     "Not both."),
    ("pointers", '[{text: A, page: 1, at: "00:00:01"}]',
     'Give each pointer either a time, such as at: "00:00:46", or a page, such as page: 7. '
     "Not both."),
    ("pointers", "[{text: A, page: 1}, {text: B, page: 1}]", "Merge the two that point to the same place (page=1)."),
]  # fmt: skip

KINDS = "story, example, video, audio, guidance, tool, report, paper, law, course, event"


@pytest.mark.parametrize(
    ("key", "value", "sentence"), MISTAKES, ids=[f"{key}-{value[:30]}" for key, value, _ in MISTAKES]
)
def test_a_wrong_value_is_told_with_what_would_be_right(folder: Folder, key: str, value: str, sentence: str) -> None:
    mistakes = folder.mistakes_with(**{key: value})
    assert [mistake.partition(": ")[2] for mistake in mistakes] == [f"{key}: {sentence.format(kinds=KINDS)}"]


INNER_MISTAKES = [
    ("content_notes", "[{note: berevement}]",
     "content_notes note: “berevement” is not a content note. Did you mean “bereavement”? "
     "For all of them, see content_notes in vocabulary.yaml."),
    ("content_notes", "[{where: [p1]}]", "content_notes note is missing. Add note: "
     "and its value, with a comma before it if this is in curly brackets."),
    ("content_notes", "[{note: bereavement, where: [p1, p7]}]",
     "content_notes where: “p7” is not a passage of this document. Choose from p1 to p3."),
    ("content_notes", "[{note: bereavement, were: [p1]}]",
     "“were” is not a key in content_notes. Did you mean “where”?"),
    ("pointers", '[{text: A, at: 00:00:46}]',
     'pointers at: Put quotation marks around the time: "00:00:46". Without them it can be '
     "read as a number."),
    ("pointers", "[{text: A, at: 1:12}]",
     'pointers at: Write hours, minutes and seconds, such as "00:01:12". “1:12” is not a '
     "time."),
    ("pointers", "[{text: A, at: '00:61:00'}]",
     'pointers at: Write hours, minutes and seconds, such as "00:01:12". “00:61:00” is not '
     "a time."),
    ("pointers", "[{text: A, at: ''}]", 'pointers at: This is blank. Add something or delete the line.'),
    ("pointers", "[{text: A, page: 0}]", "pointers page: Write a whole number from 1 to 99999. “0” is not one."),
    ("pointers", "[{page: 7}]", "pointers text is missing. Add text: "
     "and its value, with a comma before it if this is in curly brackets."),
    ("attachments", "[{file: a.pdf, title: A}]",
     "attachments file: “a.pdf” is missing. Check the name, including capitals, or put the "
     "file beside this one."),
    ("consent", "{audience: pubic}",
     "consent audience: “pubic” cannot be used here. Did you mean “public”? Choose from: "
     "public, network, coordinators."),
    ("consent", "{uses: [prnt]}",
     "consent uses: “prnt” cannot be used here. Did you mean “print”? Choose from: "
     "workshop, excerpt, print, record, translate, web-search."),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value", "sentence"), INNER_MISTAKES)
def test_a_wrong_value_inside_a_group_names_group_and_key(folder: Folder, key: str, value: str, sentence: str) -> None:
    assert folder.mistakes_with(**{key: value}) == [f"9: {sentence}"]


def test_a_content_note_may_speak_of_the_whole_document(folder: Folder) -> None:
    folder.write(content_notes="[{note: bereavement, where: []}]")
    assert folder.read().content_notes[0].where == ()


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("Titel", " Did you mean “title”?"),
        ("license", " Did you mean “licence”?"),
        ("author", " Did you mean “authors”?"),
        ("tags", " Did you mean “themes”?"),
        ("review-by", " Did you mean “review_by”?"),
        ("qqqqq", " Delete this line."),
        ("x" * 300, " Delete this line."),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest_known_one(folder: Folder, key: str, hint: str) -> None:
    shown = key if len(key) < 60 else key[:57] + "..."
    mistakes = folder.mistakes_with(**{key: "x"})
    assert f"9: “{shown}” is not a key.{hint}" in mistakes
    assert {mistake.partition(":")[0] for mistake in mistakes} == {"9"}


def test_a_mistyped_key_is_told_with_the_mistakes_in_its_value(folder: Folder) -> None:
    assert folder.mistakes_with(drop="themes", tags="[listening, wales, nurze]") == [
        "8: themes: “nurze” is not a theme. Choose from: listening, working-together, time, strengths, community, "
        "recording.",
        "8: themes: “wales” is not a theme. Use nation: wales.",
        "8: “tags” is not a key. Did you mean “themes”?",
    ]


def test_a_mistyped_required_key_is_one_mistake_and_not_two(folder: Folder) -> None:
    assert folder.mistakes_with(drop="roles", role="[nurse]") == ["8: “role” is not a key. Did you mean “roles”?"]


def test_each_missing_key_is_told(folder: Folder) -> None:
    folder.put("stories/spare-key.md", "---\n---\nText.\n")
    keys = ("kind", "provenance", "roles", "sectors", "summary", "themes", "title")
    assert folder.mistakes() == [f"2: {key} is missing. Add a line that starts with {key}:" for key in keys]


def test_a_missing_key_that_a_comment_suggests_is_told_at_the_comment(folder: Folder) -> None:
    suggested = "# Its name.\n# title: A draft\n\n#summary:\n# kinder: x\n"
    folder.put("stories/spare-key.md", f"---\nstatus: draft\n{suggested}---\nText.\n")
    mistakes = folder.mistakes()
    how = "Check or complete this line, then delete the “# ” at its start."
    assert f"4: title is missing. {how}" in mistakes
    assert f"6: summary is missing. {how}" in mistakes
    assert "2: kind is missing. Add a line that starts with kind:" in mistakes


def test_a_suggestion_is_found_in_a_header_that_is_not_yaml(folder: Folder) -> None:
    folder.put("stories/spare-key.md", "---\n# kind: story\ntitle: One: two\n---\nText.\n")
    assert "2: kind is missing. Check or complete this line, then delete the “# ” at its start." in folder.mistakes()


def test_a_kind_in_the_wrong_folder_is_a_mistake(folder: Folder) -> None:
    sentence = "Move this file to the resources folder or change its kind. Its kind is guidance."
    assert folder.mistakes_with(kind="guidance") == [f"3: {sentence}"]
    sentence = "Move this file to the stories folder or change its kind. Its kind is story."
    assert folder.mistakes_with(VIDEO) == [f"3: {sentence}"]


def test_a_check_of_a_translation_needs_the_document_it_translates(folder: Folder) -> None:
    sentence = "translation: Add a line translation_of: with the name of the original."
    assert folder.mistakes_with(translation="checked") == [f"9: {sentence}"]
    assert folder.mistakes_with(translation_of="the-key") == []


ELSEWHERE_ONLY = (
    "Delete this line, or change provenance to published-elsewhere. "
    "Only our page about a work published elsewhere can have it."
)


@pytest.mark.parametrize("provenance", ["fictional", "told"])
def test_evidence_speaks_of_works_published_elsewhere_only(folder: Folder, provenance: str) -> None:
    consent = "{audience: public, shown_as: pseudonym, given: 2026-01-01}" if provenance == "told" else "{}"
    sentence = f"evidence: {ELSEWHERE_ONLY}"
    assert folder.mistakes_with(provenance=provenance, evidence="seen", consent=consent) == [f"9: {sentence}"]


@pytest.mark.parametrize("provenance", ["fictional", "told"])
def test_only_a_work_published_elsewhere_has_an_about_summary(folder: Folder, provenance: str) -> None:
    consent = "{audience: public, shown_as: pseudonym, given: 2026-01-01}" if provenance == "told" else "{}"
    sentence = f"about_summary: {ELSEWHERE_ONLY}"
    text = "We did not find the year."
    assert folder.mistakes_with(provenance=provenance, about_summary=text, consent=consent) == [f"9: {sentence}"]
    assert folder.mistakes_with(provenance="published-elsewhere", about_summary=text) == []


@pytest.mark.parametrize("provenance", ["fictional", "told"])
def test_only_a_work_published_elsewhere_says_its_minutes(folder: Folder, provenance: str) -> None:
    consent = "{audience: public, shown_as: pseudonym, given: 2026-01-01}" if provenance == "told" else "{}"
    mistakes = folder.mistakes_with(provenance=provenance, minutes="4", consent=consent)
    assert mistakes == [f"9: minutes: {ELSEWHERE_ONLY}"]
    assert folder.mistakes_with(provenance="published-elsewhere", minutes="4") == []
    for wrong in ("0", "1441", "4.5", "four"):
        (mistake,) = folder.mistakes_with(provenance="published-elsewhere", minutes=wrong)
        assert mistake == f"9: minutes: Write a whole number from 1 to 1440. “{wrong}” is not one."


def test_an_about_summary_may_run_over_lines_and_has_the_limits_of_other_text(folder: Folder) -> None:
    folder.write(provenance="published-elsewhere", about_summary=">\n  We did not find the year.\n\n  Nor a licence.\n")
    assert folder.read().about_summary == "We did not find the year. Nor a licence."
    sentence = f"about_summary: Shorten this to {LONGEST_TEXT} characters."
    long = "a" * (LONGEST_TEXT + 1)
    assert folder.mistakes_with(provenance="published-elsewhere", about_summary=long) == [f"9: {sentence}"]


def test_a_link_only_document_may_hold_no_files_and_needs_no_body(folder: Folder) -> None:
    folder.put("resources/a.pdf", b"%PDF-1.4\n")
    link_only = {"kind": "paper", "licence": "link-only", "provenance": "published-elsewhere"}
    assert folder.mistakes_with(VIDEO, body="", **link_only) == []
    assert folder.mistakes_with(VIDEO, **link_only, attachments="[{file: a.pdf, title: A}]") == [
        ("10: attachments: Delete these lines. The licence is link-only, so we cannot hold files of this work.")
    ]


def test_media_and_kind_go_together(folder: Folder) -> None:
    folder.put("resources/film.mp4", MP4)
    folder.put("resources/voice.m4a", M4A)
    film, voice = '{file: film.mp4, duration: "00:01:00"}', '{file: voice.m4a, duration: "00:01:00"}'
    assert folder.mistakes_with(VIDEO, body="", kind="video", media=film) == []
    assert folder.mistakes_with(VIDEO, kind="audio", media=voice) == []
    assert folder.mistakes_with(VIDEO, kind="video") == []
    assert folder.mistakes_with(VIDEO, kind="audio", media=film) == [
        "9: media: Change the kind or the file. The kind is audio, but film.mp4 is video/mp4."
    ]
    assert folder.mistakes_with(VIDEO, kind="tool", media=film) == []


def test_a_poster_and_its_words_go_together(folder: Folder) -> None:
    folder.put("resources/film.mp4", MP4)
    folder.put("resources/film.png", PNG)
    start = 'file: film.mp4, duration: "00:01:00"'
    assert folder.mistakes_with(VIDEO, kind="video", media=f"{{{start}, poster: film.png}}") == [
        '9: media: Add alt: and say what the poster shows, such as alt: "Two people at a table"'
    ]
    assert folder.mistakes_with(VIDEO, kind="video", media=f"{{{start}, alt: A door}}") == [
        "9: media: Add a poster or delete alt. alt says what the poster shows."
    ]


def test_media_play_for_some_time(folder: Folder) -> None:
    folder.put("resources/film.mp4", MP4)
    assert folder.mistakes_with(VIDEO, kind="video", media='{file: film.mp4, duration: "00:00:00"}') == [
        '9: media: Write how long it plays, such as duration: "00:01:12". It is 0 now.'
    ]


def test_a_transcript_needs_media_and_a_language_of_its_own(folder: Folder) -> None:
    folder.put("resources/film.mp4", MP4)
    folder.put("resources/a.vtt", VTT)
    folder.put("resources/b.vtt", VTT)
    assert folder.mistakes_with(VIDEO, kind="video", transcripts="[{language: en, file: a.vtt}]") == [
        "9: transcripts: Add media, or source with the address of the recording. A transcript needs one."
    ]
    both = "[{language: en, file: a.vtt}, {language: en, file: b.vtt}]"
    assert folder.mistakes_with(
        VIDEO, kind="video", media='{file: film.mp4, duration: "00:01:00"}', transcripts=both
    ) == ["10: transcripts: Keep only one for each language. There are two for en."]


def test_a_file_is_named_once(folder: Folder) -> None:
    folder.put("resources/a.pdf", b"%PDF-1.4\n")
    twice = "[{file: a.pdf, title: A}, {file: a.pdf, title: B}]"
    assert folder.mistakes_with(VIDEO, kind="tool", attachments=twice) == [
        "9: attachments: Name each file once. a.pdf is listed twice."
    ]


def test_an_example_has_exactly_three_parts(folder: Folder) -> None:
    body = "## As it was\n\nOne.\n\n### More\n\n## As it could be\n\nTwo.\n\n"
    sentence = (
        "A before-and-after example needs three ## headings: the original record, the rewritten "
        "record, and why. It has 2."
    )
    assert folder.mistakes_with(kind="example", body=body) == [f"3: {sentence}"]
    assert folder.mistakes_with(kind="example", body=body + "## Why\n\nThree.\n") == []


@pytest.mark.parametrize("body", ["", "\n\n  \n", "<!-- nothing -->\n"])
def test_a_body_without_words_is_a_mistake(folder: Folder, body: str) -> None:
    assert folder.mistakes_with(body=body) == ["10: The text is missing. Add it below the second line of hyphens."]


def test_a_value_cannot_talk_to_the_terminal(folder: Folder) -> None:
    assert folder.mistakes_with(kind='"\\e[31m\\u202e"') == [
        f"3: kind: “?[31m?” cannot be used here. Choose from: {KINDS}."
    ]


def test_a_transcript_of_a_work_on_another_website_needs_a_licence_that_allows_it(folder: Folder) -> None:
    folder.put("resources/talk.srt", "1\n00:00:01,000 --> 00:00:02,000\nGood morning.\n")
    work = {
        "kind": "video",
        "provenance": "published-elsewhere",
        "evidence": "seen",
        "source": "https://vimeo.com/123",
        "transcripts": "[{language: en, file: talk.srt}]",
    }
    assert folder.mistakes_with(VIDEO, body="", drop="consent", **work, licence="CC-BY-4.0") == []
    assert [passage.anchor for passage in folder.read(VIDEO).passages] == ["t=1"]
    assert [mistake.partition(": ")[2] for mistake in folder.mistakes_with(VIDEO, body="", drop="consent", **work)] == [
        "transcripts: Add a licence that allows us to hold this transcript, or delete these lines. "
        "The work is on another website."
    ]
    assert len(folder.mistakes_with(VIDEO, body="", drop="consent", **work, licence="link-only")) == 1


def test_a_chapter_after_the_end_of_a_recording_is_advice(folder: Folder) -> None:
    folder.put("resources/film.mp4", MP4)
    pointers = '[{at: "00:00:30", text: The bus}, {at: "00:01:30", text: After it}, {page: 200, text: A page}]'
    folder.write(VIDEO, kind="video", media='{file: film.mp4, duration: "00:01:00"}', pointers=pointers)
    assert [str(each) for each in read_file_with_advice(folder.root, VIDEO, folder.vocabulary).advice] == [
        f"{VIDEO}:10: pointers: Check this time, or the duration of the media. The recording has ended by then (t=90)."
    ]
