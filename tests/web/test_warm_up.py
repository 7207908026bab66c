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
print(gc.get_freeze_count() >= before, len(gc.get_objects()) < before, gc.get_threshold() == (700, 10, 10))
"""


def test_the_garbage_collector_does_not_look_through_what_a_server_loads_at_its_start() -> None:
    said = subprocess.run([sys.executable, "-c", WARM], check=True, capture_output=True, text=True).stdout
    assert said.split() == ["True", "True", "True"]
