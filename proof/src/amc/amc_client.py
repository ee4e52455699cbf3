"""A GAP in Python, as an editor would begin one: the ssl module, the root of the insurer, messages that are signed already.

Arguments: port, name and root of the insurer, then files with a request each. Prints for each the codeRetour, or the codes
of the fault.
"""
import http.client
import socket
import ssl
import sys
import xml.etree.ElementTree as xml

port, name, root, *requests = sys.argv[1:]
SOAP = "{http://www.w3.org/2003/05/soap-envelope}"
context = ssl.create_default_context(cafile=root)

for request in requests:
    connection = http.client.HTTPConnection(name, timeout=30)
    plain = socket.create_connection(("127.0.0.1", int(port)), timeout=30)
    connection.sock = context.wrap_socket(plain, server_hostname=name)
    with open(request, "rb") as body:
        connection.request("POST", "/roc/idb", body.read(), {"Content-Type": "application/soap+xml; charset=utf-8"})
    reply = xml.fromstring(connection.getresponse().read())
    codes = [value.text.split(":")[1] for value in reply.iterfind(f".//{SOAP}Subcode/{SOAP}Value")]
    print(" ".join(codes) or reply.findtext(".//{urn:banc-gap:roc:1.0.0}codeRetour"))
