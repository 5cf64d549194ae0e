"""What every browser is told with every answer."""

HEADERS = {
    # For a year, only over HTTPS.
    "Strict-Transport-Security": "max-age=31536000",
    # What is sent as a picture is never run as a program.
    "X-Content-Type-Options": "nosniff",
    # Nobody else's page shows this one in a frame, to catch its clicks. Two names: old browsers know the first only.
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": "base-uri 'self'; frame-ancestors 'self'; object-src 'none'",
    # Other sites learn where a visitor comes from, and not what stood in the address.
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


<% if framework == fastapi %>
def add_security_headers(app):
    """Puts them on every answer of the application; a route that sets one itself keeps its own."""

    @app.middleware("http")
    async def security_headers(request, call_next):
        response = await call_next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
<% else %>
def add_security_headers(app):
    """Puts them on every answer of the application; a route that sets one itself keeps its own."""

    @app.after_request
    def security_headers(response):
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
<% end %>
