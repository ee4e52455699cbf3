"""A GAP in Python, as an editor would begin one: the ssl module, the PEM files of the kit, the root of the annuaire.

Arguments: port, name and root of the annuaire, a file with the request, then folders with a certificate, or "-" for
none. Prints for each the code of the reply, or the alert that the handshake ends with.
"""
import http.client
import socket
import ssl
import sys
import xml.etree.ElementTree as xml

port, name, root, request, *folders = sys.argv[1:]

for folder in folders:
    context = ssl.create_default_context(cafile=root)
    if folder != "-":
        context.load_cert_chain(f"{folder}/fullchain.pem", f"{folder}/key.pem")
    try:
        connection = http.client.HTTPConnection(name, timeout=30)
        plain = socket.create_connection(("127.0.0.1", int(port)), timeout=30)
        connection.sock = context.wrap_socket(plain, server_hostname=name)
        with open(request, "rb") as body:
            connection.request("POST", "/", body.read(), {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'})
        print(xml.fromstring(connection.getresponse().read()).findtext(".//code_retour"))
    except ssl.SSLError as refusal:
        print(refusal.reason)
