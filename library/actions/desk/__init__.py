"""The coordinators' desk: what someone has to look at, and what the library has too little of. It only reads.

* ``desk``: the whole page.
* ``tasks``: documents to look at, by what there is to do.
* ``gaps``: published documents counted by theme and sector, role, circumstance, voice and nation.
"""
