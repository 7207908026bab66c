"""The people of the site: who may join, with which role, and who has to go.

Each action writes its line of the audit log in the transaction of the change.

* ``pasted_list``: reading addresses as people paste them.
* ``inviting``: inviting, sending again, withdrawing.
* ``accepting``: opening an account with an invitation.
* ``changing``: changing a role, removing a person, resetting their second factor.
* ``handing_over``: what becomes of the packs of someone who leaves.
* ``permitted``: who may do all this, and who has to stay.
* ``listing``: the pages of people and invitations.
"""
