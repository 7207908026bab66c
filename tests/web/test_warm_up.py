"""What a serving process does before its first request."""

from __future__ import annotations

import subprocess
import sys

# In a process of its own, because what is frozen stays so.
WARM = """
import gc
from library.bootstrap import warm_up
gc.set_threshold(200_000)
before = len(gc.get_objects())
warm_up()
print(gc.get_freeze_count() >= before, len(gc.get_objects()) < before, gc.get_threshold() == (700, 10, 50))
"""


# Readers and writers of files work in processes of their own, with limits.
UNUSED = """
import sys
import library.terminal.serve
from library.bootstrap import warm_up
warm_up()
print(sorted({"PIL", "alembic", "docx", "lxml", "mammoth", "pptx", "pypdfium2", "rich"} & sys.modules.keys()))
"""


def test_a_serving_process_loads_no_reader_or_writer_of_other_files() -> None:
    said = subprocess.run([sys.executable, "-c", UNUSED], check=True, capture_output=True, text=True, timeout=300)
    assert said.stdout.strip() == "[]"


def test_the_garbage_collector_does_not_look_through_what_a_server_loads_at_its_start() -> None:
    said = subprocess.run([sys.executable, "-c", WARM], check=True, capture_output=True, text=True).stdout
    assert said.split() == ["True", "True", "True"]
