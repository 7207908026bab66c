"""Every mistake an author can make in one key, with the sentence she is told."""

import pytest

from library.content.header.value_types import LONGEST_TEXT
from tests.content.writing import M4A, MP4, VIDEO, VTT, Folder
from tests.pictures import PNG

TEXT_MISTAKES = {
    "no": 'Without quotation marks this is not read as text. Write it with them: "no"',
    "1:12": 'Without quotation marks this is not read as text. Write it with them: "1:12"',
    "2021-05-04": 'Without quotation marks this is not read as text. Write it with them: "2021-05-04"',
    "null": 'Without quotation marks this is not read as text. Write it with them: "null"',
    "0x1F": 'Without quotation marks this is not read as text. Write it with them: "0x1F"',
    "1e3": 'Without quotation marks this is not read as text. Write it with them: "1e3"',
    "": "This is empty. Write a value, or delete the line.",
    '" "': "This is empty. Write a value, or delete the line.",
    "Our #1 and # 2": "What follows # is left out as a note. If it belongs to the text, put the whole value in "
    "quotation marks.",
    "[a]": "One value is wanted here, not a list. If it is text with brackets, put it in quotation marks.",
    "{a: b}": "One value is wanted here, not a list. If it is text with brackets, put it in quotation marks.",
    '"a\\0b"': "There is a character here that cannot be shown. Type the value again.",
    "x" * 2001: "This is longer than 2000 characters. Shorten it.",
    "*star": "*star is a YAML alias. Put the whole value in quotation marks if it is text, or write the value out "
    "again.",
    "&and x": "&and is a YAML anchor. Put the whole value in quotation marks if it is text, or write the value out "
    "again.",
    "! wow": '"!" is a YAML tag. Put the whole value in quotation marks if it is text, or write the value out again.',
    "!!python/object:os.system x": '"tag:yaml.org,2002:python/object:os.system" is a YAML tag. Put the whole value '
    "in quotation marks if it is text, or write the value out again.",
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
    ("kind", "storey", '"storey" is not one of: {kinds}. Did you mean "story"?'),
    ("kind", "Story", '"Story" is not one of: {kinds}. Did you mean "story"?'),
    ("status", "publised", '"publised" is not one of: published, draft, in-review, withdrawn. '
     'Did you mean "published"?'),
    ("status", "zzz", '"zzz" is not one of: published, draft, in-review, withdrawn.'),
    ("language", "no", '"no" is not one of: en, cy, gd.'),
    ("languages", "[en, pl]", '"pl" is not one of: en, cy, gd.'),
    ("languages", "[en, en]", "This stands twice in the list. Delete one of them."),
    ("themes", "listening", "A list is wanted here. Write it in square brackets: [listening]."),
    ("themes", "{listening: 1}", "A list is wanted here. Write it in square brackets."),
    ("themes", "", "A list is wanted here. Write it in square brackets."),
    ("themes", "*x", "*x is a YAML alias. Put the whole value in quotation marks if it is text, or write the value "
     "out again."),
    ("themes", "[]", "The list is empty. Write something into it, or delete the line."),
    ("themes", "[listening, time, strengths, community, recording, working-together]",
     "There are 6 items. Choose at most 5."),
    ("themes", "[co-production]", '"co-production" is not one of the themes in vocabulary.yaml. '
     'Did you mean "working-together"?'),
    ("themes", "[Listening and being heard]", '"Listening and being heard" is not one of the themes in '
     'vocabulary.yaml. Did you mean "listening"?'),
    ("themes", "[Gwrando]", '"Gwrando" is not one of the themes in vocabulary.yaml. Did you mean "listening"?'),
    ("themes", "[wales]", '"wales" is not one of the themes in vocabulary.yaml. It is one of the nations.'),
    ("themes", "[qqq]", '"qqq" is not one of the themes in vocabulary.yaml.'),
    ("themes", "[[listening]]", "One value is wanted here, not a list. If it is text with brackets, put it in "
     "quotation marks."),
    ("nation", "[wales]", "One value is wanted here, not a list. If it is text with brackets, put it in quotation "
     "marks."),
    ("nation", "Wales", '"Wales" is not one of the nations in vocabulary.yaml. Did you mean "wales"?'),
    ("authors", f"[{', '.join(f'A{number}' for number in range(201))}]", "There are 201 items. Choose at most 200."),
    ("authors", f"[{', '.join(f'A{number}' for number in range(1001))}]", "There are more than 1000 items. Take some "
     "out."),
    ("year", "1799", '"1799" is not a whole number from 1800 to 2100.'),
    ("year", "2101", '"2101" is not a whole number from 1800 to 2100.'),
    ("year", "20 21", '"20 21" is not a whole number from 1800 to 2100.'),
    ("year", "9" * 5000, f'"{"9" * 57}..." is not a whole number from 1800 to 2100.'),
    ("year", "", "This is empty. Write a value, or delete the line."),
    ("published", "22/11/2026", '"22/11/2026" is not a date. Write year, month and day with hyphens, such as '
     "2026-11-22."),
    ("published", "2026-11-22T10:00:00", '"2026-11-22T10:00:00" is not a date. Write year, month and day with '
     "hyphens, such as 2026-11-22."),
    ("published", "2026-13-01", "There is no such day as 2026-13-01. Check the month and the day."),
    ("published", "2025-02-29", "There is no such day as 2025-02-29. Check the month and the day."),
    ("published", "0206-11-22", "The year of 0206-11-22 cannot be right. It must be between 1900 and 2200."),
    ("published", "[2026-11-22]", "One value is wanted here, not a list. If it is text with brackets, put it in "
     "quotation marks."),
    ("source", "www.example.org", '"www.example.org" is not the address of a page. Copy the whole address, starting '
     "with https://"),
    ("source", "javascript:alert(1)", '"javascript:alert(1)" is not the address of a page. Copy the whole address, '
     "starting with https://"),
    ("source", "https://", '"https://" is not the address of a page. Copy the whole address, starting with https://'),
    ("source", "https://[::1", '"https://[::1" is not the address of a page. Copy the whole address, starting with '
     "https://"),
    ("source", "https://a.org:port/", '"https://a.org:port/" is not the address of a page. Copy the whole address, '
     "starting with https://"),
    ("source", "https://a.org/two words", '"https://a.org/two words" is not the address of a page. Copy the whole '
     "address, starting with https://"),
    ("source", "https://ann:secret@a.org/", "This address holds a user name or password, which every reader would "
     "see. Take it out."),
    ("source", "doi:10.1332/174", "Write a DOI as a whole address: https://doi.org/10.1332/174"),
    ("source", "", "This is empty. Write a value, or delete the line."),
    ("licence", "Link only", "Write it exactly so: link-only"),
    ("licence", "", "This is empty. Write a value, or delete the line."),
    ("related", "[stories/Other Key.md]", '"stories/Other Key.md" cannot be the name of a document: lowercase '
     'letters a to z, digits, and hyphens between them, at most 100 in all. Did you mean "other-key"?'),
    ("related", "['!']", '"!" cannot be the name of a document: lowercase letters a to z, digits, and hyphens '
     "between them, at most 100 in all."),
    ("replaced_by", "", "This is empty. Write a value, or delete the line."),
    ("translation_of", "-a", '"-a" cannot be the name of a document: lowercase letters a to z, digits, and hyphens '
     'between them, at most 100 in all. Did you mean "a"?'),
    ("short", "[4]", '"4" is not a passage. Write p and a number (p4), or t= and seconds (t=76).'),
    ("short", "['']", "This is empty. Write a value, or delete the line."),
    ("short", "[p3, p2]", "p2 stands earlier in the text. Keep to its order."),
    ("short", "[p2, p2]", "This stands twice in the list. Delete one of them."),
    ("short", "[p4]", 'There is no passage "p4" here. The text has the passages p1 to p3.'),
    ("short", "[t=5]", 'There is no passage "t=5" here. The text has the passages p1 to p3.'),
    ("questions", "['']", "This is empty. Write a value, or delete the line."),
    ("content_notes", "[bereavement]", "Keys and values are wanted here, each on a line of its own and indented by "
     "two spaces."),
    ("consent", "*x", "*x is a YAML alias. Put the whole value in quotation marks if it is text, or write the value "
     "out again."),
    ("pointers", "[{text: A}]", 'Each needs either at, such as at: "00:00:46", or page, such as page: 7, and not '
     "both."),
    ("pointers", '[{text: A, page: 1, at: "00:00:01"}]', 'Each needs either at, such as at: "00:00:46", or page, '
     "such as page: 7, and not both."),
    ("pointers", "[{text: A, page: 1}, {text: B, page: 1}]", "Two point to the same place (page=1). Make one of "
     "them."),
]  # fmt: skip

KINDS = "story, example, video, audio, guidance, tool, report, paper, law, course, event"


@pytest.mark.parametrize(
    ("key", "value", "sentence"), MISTAKES, ids=[f"{key}-{value[:30]}" for key, value, _ in MISTAKES]
)
def test_a_wrong_value_is_told_with_what_would_be_right(folder: Folder, key: str, value: str, sentence: str) -> None:
    mistakes = folder.mistakes_with(**{key: value})
    assert [mistake.partition(": ")[2] for mistake in mistakes] == [f"{key}: {sentence.format(kinds=KINDS)}"]


INNER_MISTAKES = [
    ("content_notes", "[{note: berevement}]", 'content_notes note: "berevement" is not one of the content_notes in '
     'vocabulary.yaml. Did you mean "bereavement"?'),
    ("content_notes", "[{where: [p1]}]", "content_notes note is missing. Add a line that starts with note:"),
    ("content_notes", "[{note: bereavement, where: [p1, p7]}]", 'content_notes where: There is no passage "p7" here. '
     "The text has the passages p1 to p3."),
    ("content_notes", "[{note: bereavement, were: [p1]}]", '"were" is not a key in content_notes. Did you mean '
     '"where"?'),
    ("pointers", '[{text: A, at: 00:00:46}]', 'pointers at: Put the time in quotation marks: "00:00:46". Without them '
     "YAML can read a time as a number."),
    ("pointers", "[{text: A, at: 1:12}]", 'pointers at: "1:12" is not a time. Write hours, minutes and seconds, such '
     'as "00:01:12".'),
    ("pointers", "[{text: A, at: '00:61:00'}]", 'pointers at: "00:61:00" is not a time. Write hours, minutes and '
     'seconds, such as "00:01:12".'),
    ("pointers", "[{text: A, at: ''}]", "pointers at: This is empty. Write a value, or delete the line."),
    ("pointers", "[{text: A, page: 0}]", 'pointers page: "0" is not a whole number from 1 to 99999.'),
    ("pointers", "[{page: 7}]", "pointers text is missing. Add a line that starts with text:"),
    ("attachments", "[{file: a.pdf, title: A}]", 'attachments file: "a.pdf" is not there. Check the name, capitals '
     "too, or put the file beside this one."),
    ("consent", "{audience: pubic}", 'consent audience: "pubic" is not one of: public, network, coordinators. Did '
     'you mean "public"?'),
    ("consent", "{uses: [prnt]}", 'consent uses: "prnt" is not one of: workshop, excerpt, print, record, translate, '
     'web-search. Did you mean "print"?'),
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
        ("Titel", ' Did you mean "title"?'),
        ("license", ' Did you mean "licence"?'),
        ("author", ' Did you mean "authors"?'),
        ("tags", ' Did you mean "themes"?'),
        ("review-by", ' Did you mean "review_by"?'),
        ("qqqqq", ""),
        ("x" * 300, ""),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest_known_one(folder: Folder, key: str, hint: str) -> None:
    shown = key if len(key) < 60 else key[:57] + "..."
    assert folder.mistakes_with(**{key: "x"}) == [f'9: "{shown}" is not a key.{hint}']


def test_a_mistyped_required_key_is_one_mistake_and_not_two(folder: Folder) -> None:
    assert folder.mistakes_with(drop="roles", role="[nurse]") == ['8: "role" is not a key. Did you mean "roles"?']


def test_each_missing_key_is_told(folder: Folder) -> None:
    folder.put("stories/spare-key.md", "---\n---\nText.\n")
    keys = ("kind", "provenance", "roles", "sectors", "summary", "themes", "title")
    assert folder.mistakes() == [f"2: {key} is missing. Add a line that starts with {key}:" for key in keys]


def test_a_kind_in_the_wrong_folder_is_a_mistake(folder: Folder) -> None:
    sentence = "A document of kind guidance belongs in resources/. Move the file, or change the kind."
    assert folder.mistakes_with(kind="guidance") == [f"3: {sentence}"]
    sentence = "A document of kind story belongs in stories/. Move the file, or change the kind."
    assert folder.mistakes_with(VIDEO) == [f"3: {sentence}"]


def test_a_check_of_a_translation_needs_the_document_it_translates(folder: Folder) -> None:
    sentence = "translation: Say what this translates, too: add a line translation_of:"
    assert folder.mistakes_with(translation="checked") == [f"9: {sentence}"]
    assert folder.mistakes_with(translation_of="the-key") == []


@pytest.mark.parametrize("provenance", ["fictional", "told"])
def test_evidence_speaks_of_works_published_elsewhere_only(folder: Folder, provenance: str) -> None:
    consent = "{audience: public, shown_as: pseudonym, given: 2026-01-01}" if provenance == "told" else "{}"
    sentence = (
        f"evidence says how we know a work published elsewhere, and this one is {provenance}. "
        "Delete this line, or mend provenance."
    )
    assert folder.mistakes_with(provenance=provenance, evidence="seen", consent=consent) == [f"9: {sentence}"]


@pytest.mark.parametrize("provenance", ["fictional", "told"])
def test_only_a_work_published_elsewhere_has_an_about_summary(folder: Folder, provenance: str) -> None:
    consent = "{audience: public, shown_as: pseudonym, given: 2026-01-01}" if provenance == "told" else "{}"
    sentence = (
        "about_summary says what we did not find or see of a work published elsewhere, "
        f"and this one is {provenance}. Delete this line, or mend provenance."
    )
    text = "We did not find the year."
    assert folder.mistakes_with(provenance=provenance, about_summary=text, consent=consent) == [f"9: {sentence}"]
    assert folder.mistakes_with(provenance="published-elsewhere", about_summary=text) == []


def test_an_about_summary_may_run_over_lines_and_has_the_limits_of_other_text(folder: Folder) -> None:
    folder.write(provenance="published-elsewhere", about_summary=">\n  We did not find the year.\n\n  Nor a licence.\n")
    assert folder.read().about_summary == "We did not find the year. Nor a licence."
    sentence = f"about_summary: This is longer than {LONGEST_TEXT} characters. Shorten it."
    long = "a" * (LONGEST_TEXT + 1)
    assert folder.mistakes_with(provenance="published-elsewhere", about_summary=long) == [f"9: {sentence}"]


def test_a_link_only_document_may_hold_no_files_and_needs_no_body(folder: Folder) -> None:
    folder.put("resources/a.pdf", b"%PDF-1.4\n")
    link_only = {"kind": "paper", "licence": "link-only", "provenance": "published-elsewhere"}
    assert folder.mistakes_with(VIDEO, body="", **link_only) == []
    assert folder.mistakes_with(VIDEO, **link_only, attachments="[{file: a.pdf, title: A}]") == [
        "10: attachments: The licence is link-only, so we may not hold files of this work. Delete these lines."
    ]


def test_media_and_kind_go_together(folder: Folder) -> None:
    folder.put("resources/film.mp4", MP4)
    folder.put("resources/voice.m4a", M4A)
    film, voice = '{file: film.mp4, duration: "00:01:00"}', '{file: voice.m4a, duration: "00:01:00"}'
    assert folder.mistakes_with(VIDEO, body="", kind="video", media=film) == []
    assert folder.mistakes_with(VIDEO, kind="audio", media=voice) == []
    assert folder.mistakes_with(VIDEO, kind="video") == []
    assert folder.mistakes_with(VIDEO, kind="audio", media=film) == [
        "9: media: The kind is audio, but film.mp4 is video/mp4."
    ]
    assert folder.mistakes_with(VIDEO, kind="tool", media=film) == []


def test_a_poster_and_its_words_go_together(folder: Folder) -> None:
    folder.put("resources/film.mp4", MP4)
    folder.put("resources/film.png", PNG)
    start = 'file: film.mp4, duration: "00:01:00"'
    assert folder.mistakes_with(VIDEO, kind="video", media=f"{{{start}, poster: film.png}}") == [
        '9: media: The poster needs alt: say what the picture shows, such as alt: "Two people at a table"'
    ]
    assert folder.mistakes_with(VIDEO, kind="video", media=f"{{{start}, alt: A door}}") == [
        "9: media: alt says what the poster shows, but there is no poster. Add one, or delete alt."
    ]


def test_media_play_for_some_time(folder: Folder) -> None:
    folder.put("resources/film.mp4", MP4)
    assert folder.mistakes_with(VIDEO, kind="video", media='{file: film.mp4, duration: "00:00:00"}') == [
        '9: media: The duration is 0. Write how long it plays, such as duration: "00:01:12"'
    ]


def test_a_transcript_needs_media_and_a_language_of_its_own(folder: Folder) -> None:
    folder.put("resources/film.mp4", MP4)
    folder.put("resources/a.vtt", VTT)
    folder.put("resources/b.vtt", VTT)
    assert folder.mistakes_with(VIDEO, kind="video", transcripts="[{language: en, file: a.vtt}]") == [
        "9: transcripts: There is no media whose words these are. Add media."
    ]
    both = "[{language: en, file: a.vtt}, {language: en, file: b.vtt}]"
    assert folder.mistakes_with(
        VIDEO, kind="video", media='{file: film.mp4, duration: "00:01:00"}', transcripts=both
    ) == ["10: transcripts: There are two in the language en. Keep one."]


def test_a_file_is_named_once(folder: Folder) -> None:
    folder.put("resources/a.pdf", b"%PDF-1.4\n")
    twice = "[{file: a.pdf, title: A}, {file: a.pdf, title: B}]"
    assert folder.mistakes_with(VIDEO, kind="tool", attachments=twice) == [
        "9: attachments: The file a.pdf is named twice. Name each file once."
    ]


def test_an_example_has_exactly_three_parts(folder: Folder) -> None:
    body = "## As it was\n\nOne.\n\n### More\n\n## As it could be\n\nTwo.\n\n"
    sentence = (
        "An example has exactly three headings that start with ##: the record as it was, as it could be, why. "
        "This one has 2."
    )
    assert folder.mistakes_with(kind="example", body=body) == [f"3: {sentence}"]
    assert folder.mistakes_with(kind="example", body=body + "## Why\n\nThree.\n") == []


@pytest.mark.parametrize("body", ["", "\n\n  \n", "<!-- nothing -->\n"])
def test_a_body_without_words_is_a_mistake(folder: Folder, body: str) -> None:
    assert folder.mistakes_with(body=body) == ["10: There is no text below the header. Write some."]


def test_a_value_cannot_talk_to_the_terminal(folder: Folder) -> None:
    assert folder.mistakes_with(kind='"\\e[31m\\u202e"') == [f'3: kind: "?[31m?" is not one of: {KINDS}.']
