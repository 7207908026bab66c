"""How coordinators and administrators prove who they are."""
