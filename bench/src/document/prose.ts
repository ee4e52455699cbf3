/** What does not follow from the figures of one run. */

export const TRIED = `## What was tried to make handshakes cheap

- It helped to know the chain and the CRL, which OpenSSL verifies again in every handshake: \`pki\` remembers which certificate which key signed, and looks at dates and entries each time.
- It helped to allocate less: what a handshake keeps outside the heap makes V8 collect all of it, on four threads beside the main one. Messages are hashed as they come, constant messages are encoded once, and what is hashed or verified is put together in one place.
- It did not help: ECDH with key objects in place of the ECDH class (equal, with their garbage counted), HMAC by \`createHmac\` or by copied hash objects, asynchronous signatures, other settings of the collector where the machine is busy.
- Not done: an ephemeral key for more than one handshake, at the price of forward secrecy.`;

export const LIMITS = `## Method, and what it cannot say

- TLS 1.2, 0xC028, P-256, RSA-2048 certificates of the kit, the chain of leaf and issuing CA, both on CRLs that are checked; PKCS#1 signatures with SHA-256; no tickets, no resumption. Before it is measured, each server must serve the good terminal and not the revoked one.
- nginx is configured by the snippet of the kit's README with one worker, one suite and one curve. The client is the same for all: a process of node:tls that completes a handshake, closes with close_notify and FIN, waits until the server has done so too, and begins again, with four connections at once so that no server waits for it. No request is sent: the figures are of connecting, being judged and closing. A client that resets every connection instead, as \`openssl s_time\` does, makes Node write an error for each: with it \`tls12\` came to 1.00 × nginx in a shorter run, and to 0.90 × before it allocated less.
- Processor time is that of the server alone, user and system, all threads and child processes, from /proc: the client, and what else the machine does, do not count. A round measures all servers, one after the other.
- What counts is the steady state: every server on Node first serves the same client 5,000 times, or for 20 s where its CRL makes it slow, the others 500 times, uncounted. Node compiles while it runs, so the first handshakes of a process cost far more than what is shown. No server is started with options of V8.
- OpenSSL verifies the signature of the CRL in every handshake; \`pki\` verifies it once for each CRL and CA key. Dates and entries are looked at each time.
- Virtual cores share their caches with neighbours: absolute figures vary from run to run, ratios much less: the ranges show how much.`;
