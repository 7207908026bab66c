"""Packs: gathering, arranging, checking and taking along what a facilitator needs for a workshop.

Whatever a pack holds, it shows only what everybody may see: no link of a pack widens an audience.
"""
