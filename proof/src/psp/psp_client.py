"""A GAP in Python, as an editor would begin one: the ssl module, the PEM files of the kit, the root of the provider.

Arguments: port, name and root of the provider, then folders with a certificate, or "-" for none. Prints for each the
HTTP status of a request, or the alert that the handshake ends with.
"""
import http.client
import socket
import ssl
import sys

port, name, root, *folders = sys.argv[1:]

for folder in folders:
    context = ssl.create_default_context(cafile=root)
    if folder != "-":
        context.load_cert_chain(f"{folder}/fullchain.pem", f"{folder}/key.pem")
    try:
        connection = http.client.HTTPConnection(name, timeout=30)
        plain = socket.create_connection(("127.0.0.1", int(port)), timeout=30)
        connection.sock = context.wrap_socket(plain, server_hostname=name)
        connection.request("GET", "/diapason/v1/self/settlements")
        print(connection.getresponse().status)
    except ssl.SSLError as refusal:
        print(refusal.reason)
