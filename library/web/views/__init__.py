"""Views, named by the reader's task. Each parses the request, calls one action and renders the result."""
