"""Reading slides back as PowerPoint would, and as a screen reader would."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from library.export.slides.writer import write_slides
from library.model.characters import clean
from library.model.workshop import Step, Workshop
from tests.export import sample


def read(workshop: Workshop) -> list[Any]:
    return list(Presentation(BytesIO(write_slides(workshop))).slides)


def steps(*some: Step, **changes: Any) -> Workshop:
    return replace(sample.workshop(), steps=some, contacts=(), omitted=(), **changes)


def titles(slides: list[Any]) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in slides]


def titled(slides: list[Any], title: str) -> Any:
    return slides[titles(slides).index(title)]


def body(slide: Any) -> Any:
    """Return the frame of the placeholder for text."""
    kinds = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE}
    return next(shape for shape in slide.placeholders if shape.placeholder_format.type in kinds).text_frame


def text(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def notes(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def runs(frame: Any) -> Iterator[Any]:
    return (run for paragraph in frame.paragraphs for run in paragraph.runs)


def languages(slide: Any) -> set[str]:
    frames = (slide.shapes.title.text_frame, body(slide))
    return {run.font._element.get("lang") for frame in frames for run in runs(frame)}


def packed(text: str) -> str:
    return "".join(clean(text).split())
