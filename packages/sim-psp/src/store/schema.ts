import type { StoreKind } from '@banc-gap/simkit';

/** Times are ISO 8601, UTC; days those of Paris; amounts integer cents; booleans 0 and 1. */
export const PSP_STORE: StoreKind = {
  applicationId: 0x50535031, // 'PSP1'
  migrations: [
    `
    CREATE TABLE merchant (
      account TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      contract INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE merchantStructure (
      account TEXT NOT NULL REFERENCES merchant (account),
      structure TEXT NOT NULL,
      PRIMARY KEY (structure, account)
    ) STRICT;
    CREATE TABLE webhook (
      account TEXT PRIMARY KEY REFERENCES merchant (account),
      url TEXT NOT NULL,
      secret TEXT NOT NULL
    ) STRICT;

    CREATE TABLE card (
      id TEXT PRIMARY KEY,
      scheme TEXT NOT NULL,
      lastDigits TEXT NOT NULL CHECK (length(lastDigits) = 4),
      -- The first moment after its last month.
      expiresAt TEXT NOT NULL,
      opposedAt TEXT,
      -- A response code, by which its issuer refuses everything.
      issuerRefuses TEXT
    ) STRICT;
    CREATE TABLE token (
      token TEXT PRIMARY KEY,
      account TEXT NOT NULL REFERENCES merchant (account),
      card TEXT NOT NULL REFERENCES card (id),
      terminal TEXT NOT NULL,
      authorisationCode TEXT NOT NULL,
      createdAt TEXT NOT NULL,
      expiresAt TEXT NOT NULL
    ) STRICT;
    CREATE TABLE mandate (
      id TEXT PRIMARY KEY,
      account TEXT NOT NULL REFERENCES merchant (account),
      token TEXT NOT NULL UNIQUE REFERENCES token (token),
      ceiling INTEGER NOT NULL CHECK (ceiling > 0),
      patientRef TEXT NOT NULL,
      episodeRef TEXT NOT NULL,
      contact TEXT NOT NULL,
      registeredAt TEXT NOT NULL,
      opposedAt TEXT
    ) STRICT;

    CREATE TABLE payment (
      id TEXT PRIMARY KEY,
      account TEXT NOT NULL REFERENCES merchant (account),
      mandate TEXT NOT NULL REFERENCES mandate (id),
      amount INTEGER NOT NULL CHECK (amount > 0),
      merchantReference TEXT NOT NULL,
      -- One of the two.
      authorisationCode TEXT,
      responseCode TEXT,
      idempotencyKey TEXT NOT NULL,
      debitedAt TEXT NOT NULL,
      day TEXT NOT NULL,
      CHECK ((authorisationCode IS NULL) <> (responseCode IS NULL))
    ) STRICT;
    -- Whatever the program does, a consent is debited once, and never above its ceiling.
    CREATE UNIQUE INDEX debitedOnce ON payment (mandate) WHERE authorisationCode IS NOT NULL;
    CREATE TRIGGER withinCeiling BEFORE INSERT ON payment
      WHEN NEW.authorisationCode IS NOT NULL
       AND NEW.amount > (SELECT ceiling FROM mandate WHERE id = NEW.mandate)
      BEGIN SELECT RAISE(ABORT, 'a debit above the ceiling'); END;
    CREATE INDEX paymentOfAccount ON payment (account, idempotencyKey);

    CREATE TABLE refund (
      id TEXT PRIMARY KEY,
      payment TEXT NOT NULL REFERENCES payment (id),
      amount INTEGER NOT NULL CHECK (amount > 0),
      reason TEXT NOT NULL,
      refundedAt TEXT NOT NULL,
      day TEXT NOT NULL
    ) STRICT;
    CREATE INDEX refundOfPayment ON refund (payment);
    CREATE TRIGGER withinPayment BEFORE INSERT ON refund
      WHEN NEW.amount + (SELECT coalesce(sum(amount), 0) FROM refund WHERE payment = NEW.payment)
         > (SELECT amount FROM payment WHERE id = NEW.payment)
      BEGIN SELECT RAISE(ABORT, 'a refund above the payment'); END;

    -- A row is both legs of an entry: none can be written without the other.
    CREATE TABLE ledgerEntry (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at TEXT NOT NULL,
      day TEXT NOT NULL,
      kind TEXT NOT NULL,
      account TEXT NOT NULL REFERENCES merchant (account),
      -- What was done: a payment, refund or settlement.
      reference TEXT NOT NULL,
      debit TEXT NOT NULL,
      credit TEXT NOT NULL CHECK (credit <> debit),
      amount INTEGER NOT NULL CHECK (amount > 0),
      UNIQUE (kind, reference)
    ) STRICT;
    CREATE TRIGGER ledgerNeverChanges BEFORE UPDATE ON ledgerEntry
      BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
    CREATE TRIGGER ledgerNeverShrinks BEFORE DELETE ON ledgerEntry
      BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
    CREATE VIEW posting AS
      SELECT id AS entry, debit AS account, amount FROM ledgerEntry
      UNION ALL SELECT id, credit, -amount FROM ledgerEntry;

    CREATE TABLE settlement (
      id TEXT PRIMARY KEY,
      account TEXT NOT NULL REFERENCES merchant (account),
      day TEXT NOT NULL,
      closedAt TEXT NOT NULL
    ) STRICT;
    CREATE TABLE settledEntry (
      entry INTEGER PRIMARY KEY REFERENCES ledgerEntry (id),
      settlement TEXT NOT NULL REFERENCES settlement (id)
    ) STRICT;
    CREATE INDEX entryOfSettlement ON settledEntry (settlement);

    CREATE TABLE idempotency (
      account TEXT NOT NULL,
      key TEXT NOT NULL,
      digest TEXT NOT NULL,
      -- JSON: what was answered.
      outcome TEXT NOT NULL,
      at TEXT NOT NULL,
      PRIMARY KEY (account, key)
    ) STRICT;

    CREATE TABLE event (
      id TEXT PRIMARY KEY,
      sequence INTEGER NOT NULL UNIQUE,
      account TEXT NOT NULL,
      -- JSON, as it is signed and sent.
      body TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      -- Absent: delivered, or given up.
      dueAt TEXT,
      deliveredAt TEXT,
      lastAnswer TEXT
    ) STRICT;
    CREATE INDEX eventDue ON event (dueAt) WHERE dueAt IS NOT NULL;
    `,
  ],
};
