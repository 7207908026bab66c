"""Workshop packs: collecting and arranging what a facilitator needs, downloading it, and checking it later.

Whatever a pack holds, it shows only what is public: no link to a pack widens an audience.
"""
