"""What Jinja makes of a template, with less to do for each call and each value. A page of results has 700 and 600.

* Jinja first looks whether a function takes its context. None that we give to templates does.
* ``escape`` makes a copy of what is markup already, such as everything that a macro returns.

``tests/web/test_template_calls.py`` has what this relies on.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.compiler import Frame


class DirectContext(Context):
    """The context of a template, which calls a function as it is."""

    call = operator.call  # type: ignore[assignment]


class DirectCode(CodeGenerator):
    """Writes the code of a template for this context."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - Jinja's name
        """Write a call without the variables that only a function with the context gets."""
        plain = frame.copy()
        plain.loop_frame = plain.block_frame = False
        super().visit_Call(node, plain, forward_caller=forward_caller)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if self._escapes(frame):
            self.write("(shown if type(shown := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if self._escapes(frame):
            self.write(") is Markup else escape(shown))")
        else:
            super()._output_child_post(node, frame, finalize)

    def _escapes(self, frame: Frame) -> bool:
        return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and self.environment.finalize is None
