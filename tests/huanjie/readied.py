"""A process for the tests of the supervisor: ready at once, or `broken`."""

import http.server
import sys


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


port, *how = sys.argv[1:]
if how == ["broken"]:
    sys.exit("the configuration is wrong")
http.server.HTTPServer(("127.0.0.1", int(port)), Answer).serve_forever()
