"""The actions, on a real folder, a real catalogue and a real index."""
