"""Transcripts in any shape → cues, WebVTT of our own, and a report of every guess.

Start here:

* ``reading``: a file → its cues, with advice by line.
* ``captions``: cues → WebVTT of our own.
* ``speaker_names``: which names of speakers may be shown.
* ``descriptions``: what is seen, between what is said.

From bytes to cues:

* ``decoding``: bytes → text.
* ``word_document``: a Word document → text.
* ``cued_text``: WebVTT, SRT and SBV, which have a line of times above the words.
* ``ttml``: TTML, which is XML.
* ``timed_lines``: Otter, Zoom, Teams and others, which have a time before the words and no end.
* ``tables``: CSV with columns for time, speaker and words.

What these are made of, and what is done with cues of any shape:

* ``cues``, ``findings``: a cue, and what was guessed.
* ``xml_reader``: XML from strangers.
* ``clock``, ``markup``: times as people and programs write them; tags and entities in the words.
* ``webvtt``: WebVTT exactly as the W3C specifies it.
* ``rolling``: rolling captions, so that each line is there once.
* ``long_turns``: long turns without times inside.
* ``timeline``: missing, wrong and unordered times.
* ``turns``: who speaks, where it is written into the words.
"""
