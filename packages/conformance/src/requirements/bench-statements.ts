/**
 * What the bench itself states where no public document says how two parties talk: rows as those of `ANS_STATEMENTS`, on
 * words of its own documents.
 */
export const BENCH_STATEMENTS = `
P1-001	money	-	every debit has an idempotency key, another one than any other debit	« Each request that creates something has an \`Idempotency-Key\`, a UUID »
P1-002	money	-	a debit without an answer is found out about, or asked for again with the same key	« ask \`GET …/payments?idempotencyKey=\`, or send the same request again »
P1-003	money	-	a debit that the provider refuses is not made, and not taken for made	« A consent is debited once, up to its ceiling »
P1-004	money	-	amounts are whole cents of euro	« Whole cents of euro, and nothing else. »
P1-005	money	-	the GAP sends no card number	« A request with a card number anywhere, in the address, a header, a field, the name of a field, or the text of a body that cannot be read, is refused »
`;
