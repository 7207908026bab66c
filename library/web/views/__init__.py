"""Views, named by what a reader comes to do. Each parses the request, calls one action and renders."""
