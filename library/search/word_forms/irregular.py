"""Irregular words, whose forms share no stem: verbs, degrees of adjectives, feminines and plurals that no rule finds.

These are our own short lists, from any grammar of the two languages. The dictionaries have most of these forms, but
they also list *cawn* as a reed and *mai* as a form of *bod*, so these lists take priority. Mutated forms are not listed
if the mutation can be undone. A form can be under two words (*ceir*: *car* and *cael*). Not listed are forms that are
usually another word: *ei* (*mynd*), *bai* and *bo* (*bod*), *hwy* (*hir*), *iau* (*ifanc*), *rhydd* (*rhoi*).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from library.search.words import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

# Forms that mutated forms of other words look like: *fae* is *bae*, a bay.
NEVER_MUTATED = frozenset("mae maen maent oes does nes nesaf nesa".split())

# A shorter form is listed with its accents only: *nì* belongs to *dèan*, and *ni* is another word.
SHORTEST_WITHOUT_ACCENTS = 5

_WELSH = {
    "bod": "wyf rwyf rwy rydw dw ydw ydwyf dwi wyt rwyt ydwyt yw ydyw ydy ydi dydy dydi dydw dydyn dydych ydym ydyn "
    "ydych ydynt dych rydym rydyn rydych mae maen maent oes does sydd sy oedd oeddwn oeddet oeddem oeddech oedden "
    "oeddent oeddynt roedd roeddwn roeddet roeddem roeddech roedden roeddent doedd doeddwn doeddet doeddem doeddech "
    "doedden doeddent bu bûm bues buost buodd buom buoch buon buont buwyd bydd bydda byddaf byddi byddwn byddwch "
    "byddan byddant byddai byddet byddem byddech bydden byddent byddo byddir byddid baswn baset basai basem basech "
    "basen basent buaswn buasai buasem buasent",
    "cael": "caf caiff ceith cawn cewch cânt ces cest cafodd cawsom cawson cawsoch cawsant cafwyd caed ceir ceid "
    "câi caet caem caech caent cafas cafon",
    "dod": "dyfod dŵad dof daw deuaf deui down dewch deuwch dowch dôn dônt deuant des dest daeth daethom daethon "
    "daethoch daethant daethpwyd deuir deuai deuthum delo doed dôi tyrd tyred dere",
    "gwneud": "gwneuthur gneud gwnaf gwnei gwna gwnaiff gwneith gwnawn gwnewch gwnân gwnânt gwnes gwnest gwnaeth "
    "gwnaethom gwnaethon gwnaethoch gwnaethant gwnaethpwyd gwnaed gwneir gwneid gwnâi gwnaem gwnaent gwnelo gwnelai "
    "gwneuthum",
    "mynd": "myned af awn ewch ân ânt es est aeth aethom aethon aethoch aethant aethpwyd eir elo cer cerwch dos",
    "agos": "nes nesaf nesa agosach agosaf agosed",
    "bach": "llai lleiaf lleia lleied",
    "bychan": "bechan bychain",
    "byr": "ber byrion",
    "car": "ceir",
    "ci": "cŵn cwn",
    "crwn": "cron crynion",
    "cryf": "cref cryfion",
    "cynnar": "cynharach cynharaf cyntaf cynta",
    "da": "gwell gorau gore cystal",
    "drwg": "gwaeth gwaethaf gwaetha cynddrwg",
    "dwfn": "dofn dyfnion",
    "gwybod": "gwn gwyddost gŵyr gwyddom gwyddoch gwyddant gwyddwn gwyddai gwydden gwyddent gwyddys",
    "gwyn": "gwen gwynion",
    "gwyrdd": "gwerdd gwyrddion",
    "hawdd": "haws hawsaf hawsa hawsed",
    "hen": "hŷn hynaf hyna",
    "ifanc": "ieuanc ieuaf ieuengaf ifainc",
    "isel": "is isaf isa",
    "llym": "llem",
    "mawr": "mwy mwyaf mwya cymaint mawrion",
    "melyn": "melen melynion",
    "trwm": "trom trymion",
    "tŷ": "ty tai",
    "uchel": "uwch uchaf ucha",
}

_GAELIC = {
    "abair": "abraibh abairibh abradh abrainn abrar their theirear theireadh theirinn thuirt tuirt thubhairt tubhairt "
    "ràdh",
    "beag": "beaga big bige lugha",
    "bean": "mnà mnaoi mnathan",
    "beir": "beiridh beireas rug rugadh breith",
    "bi": "tha thà th' th thathar thatar bha bhà bh' bh bhathar bhathas robh robhar robhas eil eilear bheil bheilear "
    "bidh bith bios bitheas biodh bitheadh biomaid",
    "cluinn": "cluinneadh cluinninn cluinntinn cluinnidh cluinnear cluinnibh cuala cualas",
    "cù": "coin con",
    "dèan": "dèanadh dèanainn dèanamaid dèanaibh dèanamh dèanas dèanar rinn rinneadh nì nithear",
    "dona": "miosa",
    "duine": "daoine",
    "faic": "faiceadh faicinn faicear faiceas faicibh faicsinn chì chithear chitheadh chithinn chunnaic chunnacas faca "
    "facas",
    "faigh": "faighidh faigheadh faighinn faighear faigheas faighibh gheibh gheibhear gheibheadh gheibhinn "
    "fuair fuaras",
    "furasta": "fasa",
    "goirid": "giorra",
    "làidir": "làidire treasa",
    "latha": "là làithean làithichean",
    "math": "matha feàrr",
    "mòr": "mòra mòire mòir motha mutha",
    "piuthar": "peathar peathraichean",
    "rach": "rachaibh rachadh rachamaid caidh deach deachaidh deachas thèid tèid dol",
    "ruig": "ruigidh ruigeadh ruigeas ruiginn ruigear ruigsinn ruighinn ruigheachd ràinig",
    "taigh": "tigh taighe tighe taighean tighean",
    "thig": "tig tigidh tigeadh tigeas tiginn tigibh tàinig tàinigeadh tighinn",
    "thoir": "toir toireadh toirinn toiribh toirt tabhairt bheir bheirear tug tugadh tugas",
}


def _by_form(forms: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    entries: dict[str, set[str]] = defaultdict(set)
    for entry, others in forms.items():
        for form in (entry, *others.split()):
            entries[form].add(entry)
            if len(form) >= SHORTEST_WITHOUT_ACCENTS:
                entries[fold(form)].add(entry)
    return {form: frozenset(some) for form, some in entries.items()}


WELSH = _by_form(_WELSH)
GAELIC = _by_form(_GAELIC)
