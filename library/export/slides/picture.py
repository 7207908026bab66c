"""Puts a video or a still picture on a slide, with alternative text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.util import Emu

from library.export.pictures import still
from library.export.slides.theme import FILM, place
from library.export.xml_text import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from pptx.slide import Slide

    from library.model.workshop import Clip


def can_show(clip: Clip) -> bool:
    """Return whether there is something to show: a video in the file, or a still picture."""
    return still(clip.poster) is not None or _is_film(clip)


def show_clip(slide: Slide, clip: Clip, title: str) -> None:
    """Fill the placeholder for a picture.

    A video plays when it is clicked, never automatically. For a sound, or a video that may not be in the file, its
    still picture is shown.

    Args:
        slide: Of the layout with a picture.
        clip: What can be shown.
        title: Used if the clip has no description of its picture.
    """
    holder: Any = slide.placeholders[1]
    if clip.file and _is_film(clip):
        holder.element.getparent().remove(holder.element)
        shown = _add_film(slide, clip.file, still(clip.poster), clip.media_type)
    else:
        shown = holder.insert_picture(str(clip.poster))
        _show_all_of(shown)
    properties = shown._element.nvPicPr.cNvPr
    properties.set("descr", one_line(clip.alt or title))
    properties.set("name", f"Picture {properties.get('id')}")


def _is_film(clip: Clip) -> bool:
    return clip.file is not None and clip.media_type.startswith("video/")


def _add_film(slide: Slide, film: Path, poster: Path | None, media_type: str) -> Any:
    at, still = Emu(0), str(poster) if poster else None
    shown: Any = slide.shapes.add_movie(str(film), at, at, at, at, poster_frame_image=still, mime_type=media_type)
    place(shown, FILM)
    return shown


def _show_all_of(picture: Any) -> None:
    """Fit a whole picture into its placeholder, where python-pptx would crop it."""
    picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
    width, height = picture.image.size
    place(picture, FILM)
    if width * FILM.height < height * FILM.width:
        wide = picture.height * width // height
        picture.left, picture.width = picture.left + (picture.width - wide) // 2, wide
    else:
        high = picture.width * height // width
        picture.top, picture.height = picture.top + (picture.height - high) // 2, high
