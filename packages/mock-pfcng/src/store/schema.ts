import type { StoreKind } from '@banc-gap/simkit';

/**
 * Columns have the names of the properties that they become. Times are ISO 8601, UTC; columns that hold JSON say so;
 * booleans are 0 and 1.
 */
export const PFCNG_STORE: StoreKind = {
  applicationId: 0x50464347, // 'PFCG'
  migrations: [
    `
    CREATE TABLE person (
      id TEXT PRIMARY KEY,
      familyName TEXT NOT NULL,
      givenName TEXT NOT NULL,
      -- Lower case: by it the platform knows that two forms speak of the same person.
      email TEXT NOT NULL UNIQUE,
      phone TEXT,
      profession TEXT,
      rpps TEXT
    ) STRICT;

    CREATE TABLE structure (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      ej TEXT REFERENCES structure (id),
      activity TEXT NOT NULL,
      name TEXT NOT NULL,
      siret TEXT,
      postcode TEXT NOT NULL,
      town TEXT NOT NULL,
      departement TEXT NOT NULL,
      director TEXT REFERENCES person (id)
    ) STRICT;

    CREATE TABLE structureGroup (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL) STRICT;
    CREATE TABLE groupMember (
      groupId TEXT NOT NULL REFERENCES structureGroup (id),
      structure TEXT NOT NULL REFERENCES structure (id),
      PRIMARY KEY (groupId, structure)
    ) STRICT;

    CREATE TABLE contract (
      id TEXT PRIMARY KEY,
      structure TEXT NOT NULL REFERENCES structure (id),
      representative TEXT NOT NULL REFERENCES person (id),
      signedAt TEXT NOT NULL,
      -- Replaced by a later one.
      endedAt TEXT
    ) STRICT;
    CREATE UNIQUE INDEX contractInForce ON contract (structure) WHERE endedAt IS NULL;

    CREATE TABLE card (
      number TEXT PRIMARY KEY,
      type TEXT NOT NULL,
      environment TEXT NOT NULL,
      -- Absent for a service card.
      holder TEXT REFERENCES person (id),
      structure TEXT NOT NULL REFERENCES structure (id),
      -- A CPS whose holder is the responsable of the structure.
      responsable INTEGER NOT NULL,
      issuedAt TEXT NOT NULL,
      expiresAt TEXT NOT NULL,
      opposedAt TEXT,
      oppositionGround TEXT,
      -- In clear: the bench shows the letter that the real one posts. No view, mail or journal entry has it.
      pin TEXT NOT NULL,
      wrongPins INTEGER NOT NULL DEFAULT 0,
      -- SHA-256 of the AUTH certificate, lower-case hex.
      certificate TEXT UNIQUE
    ) STRICT;

    CREATE TABLE mandate (
      id TEXT PRIMARY KEY,
      structure TEXT NOT NULL REFERENCES structure (id),
      person TEXT NOT NULL REFERENCES person (id),
      form TEXT NOT NULL,
      since TEXT NOT NULL,
      endedAt TEXT
    ) STRICT;
    CREATE UNIQUE INDEX mandateInForce ON mandate (structure, person) WHERE endedAt IS NULL;

    CREATE TABLE habilitation (
      id TEXT PRIMARY KEY,
      structure TEXT NOT NULL REFERENCES structure (id),
      card TEXT NOT NULL REFERENCES card (number),
      environment TEXT NOT NULL,
      offer TEXT NOT NULL,
      -- JSON
      usages TEXT NOT NULL,
      domain TEXT,
      mailDomain TEXT,
      -- What the form puts into certificates.
      organizationalUnit TEXT NOT NULL,
      departement TEXT NOT NULL,
      form TEXT NOT NULL,
      grantedAt TEXT NOT NULL,
      removedAt TEXT
    ) STRICT;
    CREATE INDEX habilitationOfCard ON habilitation (card) WHERE removedAt IS NULL;

    CREATE TABLE form (
      id TEXT PRIMARY KEY,
      number TEXT NOT NULL,
      edition TEXT NOT NULL,
      structure TEXT NOT NULL,
      -- JSON
      fields TEXT NOT NULL,
      -- JSON: addresses of those who are told what becomes of it.
      notify TEXT NOT NULL,
      -- Number of the card that was logged in when it was sent; empty if none was.
      sender TEXT NOT NULL,
      state TEXT NOT NULL,
      receivedAt TEXT NOT NULL,
      decidedAt TEXT,
      -- JSON
      warnings TEXT NOT NULL,
      -- JSON: what was granted.
      outcome TEXT,
      -- JSON: the problem.
      refusal TEXT
    ) STRICT;

    CREATE TABLE productOrder (
      id TEXT PRIMARY KEY,
      structure TEXT NOT NULL REFERENCES structure (id),
      administrator TEXT NOT NULL REFERENCES card (number),
      environment TEXT NOT NULL,
      offer TEXT NOT NULL,
      usage TEXT NOT NULL,
      profile TEXT NOT NULL,
      -- JSON: the subject as the issuer takes it.
      subject TEXT NOT NULL,
      commonName TEXT NOT NULL,
      -- JSON: what was asked for, the CSR apart.
      product TEXT NOT NULL,
      -- PEM; absent when the key is made on line.
      publicKey TEXT,
      -- JSON: addresses.
      notify TEXT NOT NULL,
      warnings TEXT NOT NULL,
      renews TEXT REFERENCES productOrder (id),
      batch TEXT,
      state TEXT NOT NULL,
      requestedAt TEXT NOT NULL,
      -- The moment from which the certificate is valid.
      withdrawnAt TEXT,
      revocationCode TEXT,
      keyPassword TEXT,
      serialNumber TEXT,
      certificate BLOB,
      notBefore TEXT,
      notAfter TEXT,
      revokedAt TEXT,
      revocationGround TEXT,
      alertedAt TEXT
    ) STRICT;
    CREATE INDEX orderOfStructure ON productOrder (structure);
    CREATE INDEX orderUnfinished ON productOrder (state) WHERE state IN ('withdrawing', 'revoking');

    CREATE TABLE mail (
      id TEXT PRIMARY KEY,
      sequence INTEGER NOT NULL UNIQUE,
      at TEXT NOT NULL,
      purpose TEXT NOT NULL,
      sender TEXT NOT NULL,
      -- JSON: addresses.
      recipients TEXT NOT NULL,
      subject TEXT NOT NULL,
      body TEXT NOT NULL,
      -- The order or form that it is about.
      about TEXT,
      -- When the local SMTP server took it.
      relayedAt TEXT
    ) STRICT;

    CREATE TABLE change (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      at TEXT NOT NULL,
      actor TEXT NOT NULL,
      event TEXT NOT NULL,
      about TEXT NOT NULL,
      why TEXT NOT NULL,
      -- JSON
      details TEXT NOT NULL
    ) STRICT;

    CREATE TABLE creation (
      actor TEXT NOT NULL,
      operation TEXT NOT NULL,
      key TEXT NOT NULL,
      digest TEXT NOT NULL,
      result TEXT NOT NULL,
      PRIMARY KEY (actor, operation, key)
    ) STRICT;
    `,
  ],
};
