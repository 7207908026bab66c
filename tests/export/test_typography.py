"""Files have typographic marks in every sentence, and addresses as they are."""

from dataclasses import replace

from library.export.typography import typeset_all
from library.model.block import Block, Table
from library.model.workshop import Paragraph
from tests.export.sample import workshop


def test_every_text_of_a_workshop_is_set_and_no_address() -> None:
    made = workshop()
    step = replace(made.steps[0], words=(Paragraph('"It\'s the key," she said - twice.'),), notes="Don't hurry.")
    shown = typeset_all(replace(made, title="Isa's pack", steps=(step,), check_address="https://x.example/it's"))
    assert shown.title == "Isa’s pack"
    assert shown.steps[0].words[0].text == "“It’s the key,” she said – twice."
    assert shown.steps[0].notes == "Don’t hurry."
    assert (shown.check_address, shown.check_by) == ("https://x.example/it's", made.check_by)
    assert shown.steps[0].kind is step.kind


def test_cells_of_a_table_are_set_too() -> None:
    made = workshop()
    table = Block(table=Table(rows=(("'No'", "it's"),)))
    step = replace(made.steps[0], words=(Paragraph("x", block=table),))
    shown = typeset_all(replace(made, steps=(step,))).steps[0].words[0].block.table
    assert shown
    assert shown.rows == (("‘No’", "it’s"),)
