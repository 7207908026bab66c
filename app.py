"""The WSGI application: ``python app.py``, ``flask --app app run``, ``gunicorn app:app``."""

from library.web.server import create_site, serve_site

app = create_site()

if __name__ == "__main__":
    serve_site(app, "127.0.0.1", 8000)
