"""Python as software of a hospital: consult.py PORT CA BODY FOLDER… consults with the certificate of each folder
(key.pem, cert.pem; neither for nobody), and prints the status or why there is none."""

import http.client
import os
import ssl
import sys

port, ca, body = int(sys.argv[1]), sys.argv[2], sys.argv[3]
for folder in sys.argv[4:]:
    context = ssl.create_default_context(cafile=ca)
    # What is tried here is what the DP makes of the client, and not the other way round.
    context.check_hostname = False
    if os.path.exists(f"{folder}/key.pem"):
        context.load_cert_chain(f"{folder}/cert.pem", f"{folder}/key.pem")
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=10)
    try:
        connection.request("POST", "/dp/v1/consultations", body, {"content-type": "application/json"})
        print(connection.getresponse().status, flush=True)
    except OSError as error:
        print(repr(error), flush=True)
    finally:
        connection.close()
