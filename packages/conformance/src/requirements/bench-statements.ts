/**
 * What the bench itself states where no public document says how two parties talk: rows as those of `ANS_STATEMENTS`, on
 * words of its own documents.
 */
export const BENCH_STATEMENTS = `
A1-001	message	-	the request is a SOAP 1.1 search that keeps to its schema	« SOAP 1.1, as \`text/xml\` with a SOAPAction header »
A1-002	message	-	the request says which software asks, and when	« \`requete\` says which software asks, and on what day. »
A1-003	message	-	the AMC is asked for by all keys of the card	« \`adressage\` has the keys of the card as they are printed »
A1-004	reply	-	what is no answer to rely on is not relied on	« Only code 00, for the AMC that was asked for, with an address by https that is within its dates, is an answer to rely on. »
A1-005	memory	-	an answer is remembered for a day, for its keys, until its address fails	« An answer is good for 24 hours at most, for exactly the keys that were asked for. »
P1-001	money	-	every debit has an idempotency key, another one than any other debit	« Each request that creates something has an \`Idempotency-Key\`, a UUID »
P1-002	money	-	a debit without an answer is found out about, or asked for again with the same key	« ask \`GET …/payments?idempotencyKey=\`, or send the same request again »
P1-003	money	-	a debit that the provider refuses is not made, and not taken for made	« A consent is debited once, up to its ceiling »
P1-004	money	-	amounts are whole cents of euro	« Whole cents of euro, and nothing else. »
P1-005	money	-	the GAP sends no card number	« A request with a card number anywhere, in the address, a header, a field, the name of a field, or the text of a body that cannot be read, is refused »
`;
