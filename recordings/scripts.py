"""The words of our recordings, which are fictional. No Welsh speaker has checked the Welsh."""

from __future__ import annotations

from recordings.script import Line, Script, Voice

NARRATOR = Voice("en-gb-x-rp", 40)

NOT_YET = Script(
    "not-yet",
    "Not yet",
    {"Narrator": NARRATOR, "Isla": Voice("en-gb-scotland", 62)},
    (
        Line(
            "Narrator",
            "This story is fictional. The voices are made by a computer.",
            "Stori ffuglennol yw hon. Cyfrifiadur sy’n gwneud y lleisiau.",
            1.0,
        ),
        Line(
            "Isla",
            "My rota said half past six. Get Mr Ogilvie up, washed and dressed by seven.",
            "Hanner awr wedi chwech oedd ar fy rota. Codi Mr Ogilvie, ei ymolchi a’i wisgo erbyn saith.",
            1.2,
        ),
        Line(
            "Isla",
            "Every morning he said the same thing. Not yet.",
            "Bob bore roedd yn dweud yr un peth. Ddim eto.",
        ),
        Line(
            "Isla",
            "So every morning I wrote the same thing. Declined support.",
            "Felly bob bore roeddwn i’n ysgrifennu’r un peth. Gwrthod cymorth.",
        ),
        Line(
            "Isla",
            "One Tuesday the bus was late, and I let myself in at ten to seven.",
            "Un dydd Mawrth roedd y bws yn hwyr, ac es i mewn am ddeg munud i saith.",
            1.2,
        ),
        Line(
            "Isla",
            "He was up. He was in his chair by the window, in his good jacket, with the radio on.",
            "Roedd e wedi codi. Roedd yn ei gadair wrth y ffenest, yn ei siaced orau, a’r radio ymlaen.",
        ),
        Line("Isla", "He put up one finger. Wait.", "Cododd un bys. Arhoswch."),
        Line("Isla", "It was the weather for the boats.", "Y tywydd i’r cychod oedd e.", 1.2),
        Line(
            "Isla",
            "When it was over he turned the radio off, and he said, now I can start.",
            "Pan oedd drosodd, diffoddodd y radio a dweud, nawr galla i ddechrau.",
        ),
        Line("Isla", "I asked him who was at sea.", "Gofynnais pwy oedd ar y môr.", 1.2),
        Line(
            "Isla",
            "My brother, he said. From fifty-eight to seventy-one. Nobody since. But you don’t stop listening.",
            "Fy mrawd, meddai. O bum deg wyth i saith deg un. Neb wedyn. Ond dydych chi ddim yn stopio gwrando.",
        ),
        Line(
            "Isla",
            "I asked the office if I could come at seven. They asked which outcome that was for.",
            "Gofynnais i’r swyddfa a gawn i ddod am saith. Gofynnon nhw pa ganlyniad oedd hynny.",
            1.2,
        ),
        Line(
            "Isla",
            "I said, he wants to hear the boats come home before he puts his socks on.",
            "Dywedais, mae e eisiau clywed y cychod yn dod adref cyn gwisgo’i sanau.",
        ),
        Line(
            "Isla",
            "They gave me five to seven. He still says, not yet. But he laughs when he says it.",
            "Cefais bum munud i saith. Mae’n dal i ddweud, ddim eto. Ond mae’n chwerthin wrth ei ddweud.",
        ),
        Line(
            "Isla",
            "I don’t write declined now. I write, listening.",
            "Dydw i ddim yn ysgrifennu gwrthod nawr. Rwy’n ysgrifennu, gwrando.",
            1.2,
        ),
    ),
)

THE_BLUE_LID = Script(
    "the-blue-lid",
    "The blue lid",
    {
        "Narrator": NARRATOR,
        "": NARRATOR,
        "Nia": Voice("en-gb", 65),
        "Mrs Bevan": Voice("en-gb-x-gbcwmd", 30, 135),
    },
    (
        Line(
            "Narrator",
            "This conversation is fictional. The voices and pictures are made by a computer.",
            "Sgwrs ffuglennol yw hon. Cyfrifiadur sy’n gwneud y lleisiau a’r lluniau.",
            1.0,
            "title",
        ),
        Line(
            "",
            "A kitchen table. Two cups, and one of them has a blue lid with a spout.",
            "Bwrdd cegin. Dau gwpan, ac mae caead glas â phig ar un ohonyn nhw.",
            1.0,
            "two cups",
        ),
        Line(
            "Nia",
            "Your notes say that you use the cup with the lid.",
            "Mae’ch nodiadau’n dweud eich bod chi’n defnyddio’r cwpan â’r caead.",
        ),
        Line("Mrs Bevan", "The notes do. I don’t.", "Y nodiadau sy’n dweud. Nid fi."),
        Line("Nia", "Who is it for, then?", "I bwy mae e, felly?"),
        Line("Mrs Bevan", "For the one who mops the floor.", "I’r un sy’n golchi’r llawr.", 1.4),
        Line(
            "",
            "The cup with the lid is pushed to the far end of the table.",
            "Mae’r cwpan â’r caead wedi’i wthio i ben pella’r bwrdd.",
            1.0,
            "pushed away",
        ),
        Line(
            "Nia",
            "What happens when you use the other one?",
            "Beth sy’n digwydd pan fyddwch chi’n defnyddio’r llall?",
        ),
        Line(
            "Mrs Bevan",
            "I taste the tea. And sometimes I spill it.",
            "Rwy’n blasu’r te. Ac weithiau rwy’n ei golli.",
        ),
        Line(
            "Nia",
            "What would make the spilling matter less?",
            "Beth fyddai’n gwneud y colli’n llai pwysig?",
        ),
        Line("Mrs Bevan", "A tray. And nobody saying oops.", "Hambwrdd. A neb yn dweud wps.", 2.0),
        Line(
            "",
            "A tray with a cloth on it. The cup without a lid is in the middle.",
            "Hambwrdd a lliain arno. Mae’r cwpan heb gaead yn y canol.",
            1.0,
            "tray",
        ),
        Line("Nia", "I’m the one who says oops.", "Fi sy’n dweud wps."),
        Line("Mrs Bevan", "I know you are.", "Dw i’n gwybod."),
        Line(
            "",
            "A window. Rain, and a bird at a feeder.",
            "Ffenest. Glaw, ac aderyn wrth y bwydwr.",
            1.2,
            "window",
        ),
        Line(
            "Mrs Bevan",
            "Three weeks now. Two spills, and nobody died.",
            "Tair wythnos nawr. Colli ddwywaith, a neb wedi marw.",
        ),
        Line("Nia", "What should I write?", "Beth ddylwn i ei ysgrifennu?"),
        Line("Mrs Bevan", "Write that the tea is hot.", "Ysgrifennwch fod y te’n boeth.", 1.4),
        Line(
            "",
            "The blue lid, alone in a drawer.",
            "Y caead glas, ar ei ben ei hun mewn drôr.",
            1.0,
            "drawer",
        ),
    ),
    films=True,
)

ALL = (NOT_YET, THE_BLUE_LID)
