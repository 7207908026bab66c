"""Makes a release: ``python -m release`` writes everything that a host needs to a folder.

* ``make``: the wheel, the lock, the bill of materials and the checksums.
* ``bill_of_materials``: what the program is made of, in CycloneDX.
* ``lock``: the versions and hashes of ``requirements.lock``.
"""
