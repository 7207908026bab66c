"""Our own recordings: ``python -m recordings`` speaks, draws and films them from the words in ``scripts``.

It needs ``espeak-ng`` and ``ffmpeg``. What it makes is in ``content/resources`` already, so nobody needs to run it who
does not change a word.

* ``script``, ``scripts``: what a recording is made of, and the words of ours.
* ``speech``: lines → sound, and when each begins and ends.
* ``pictures``: scenes → pictures.
* ``films``: sound and pictures → MP4 or M4A.
* ``transcripts``: lines and times → transcripts as Zoom, Teams and others write them.
"""
