"""A GAP in Python, as an editor would begin one: the ssl module, and the PEM files of the kit.

Standard input has a JSON array of exchanges: name, port, trust, crl or null, folder of the client or null, method, path,
type, body or null. Prints for each, on a line, the HTTP status, or why there is none.
"""
import http.client
import json
import socket
import ssl
import sys

for exchange in json.load(sys.stdin):
    context = ssl.create_default_context(cafile=exchange["trust"])
    if exchange["crl"]:
        context.load_verify_locations(cafile=exchange["crl"])
        context.verify_flags |= ssl.VERIFY_CRL_CHECK_CHAIN
    if exchange["folder"]:
        context.load_cert_chain(f"{exchange['folder']}/fullchain.pem", f"{exchange['folder']}/key.pem")
    name = exchange["name"]
    try:
        connection = http.client.HTTPConnection(name, timeout=30)
        plain = socket.create_connection(("127.0.0.1", exchange["port"]), timeout=30)
        connection.sock = context.wrap_socket(plain, server_hostname=name)
        connection.request(exchange["method"], exchange["path"], exchange["body"], {"Content-Type": exchange["type"]})
        print(connection.getresponse().status)
    except ssl.SSLError as refusal:
        print(refusal)
