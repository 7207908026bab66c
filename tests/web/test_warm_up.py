"""What a serving process does before its first request."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

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


# Writes how many areas of memory glibc has after threads have used some at the same time.
AREAS = """
import ctypes, sys, threading
from library.bootstrap import warm_up
warm_up()
together = threading.Barrier(4, timeout=60)
def use():
    together.wait()
    [bytes(600) for _ in range(1_000)]
    together.wait()
threads = [threading.Thread(target=use) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join(60)
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="The C library is not glibc.")
def test_the_threads_of_a_serving_process_share_one_area_of_memory(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", AREAS, str(tmp_path / "areas.xml")], check=True, timeout=300)
    assert (tmp_path / "areas.xml").read_text("utf-8").count("<heap nr=") == 1


def test_a_serving_process_loads_no_reader_or_writer_of_other_files() -> None:
    said = subprocess.run([sys.executable, "-c", UNUSED], check=True, capture_output=True, text=True, timeout=300)
    assert said.stdout.strip() == "[]"


def test_the_garbage_collector_does_not_look_through_what_a_server_loads_at_its_start() -> None:
    said = subprocess.run([sys.executable, "-c", WARM], check=True, capture_output=True, text=True).stdout
    assert said.split() == ["True", "True", "True"]
