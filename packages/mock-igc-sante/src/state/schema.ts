import type { StoreKind } from '@banc-gap/simkit';

/** The one store of a state folder. Times are ISO 8601, UTC; serial numbers are content octets in upper-case hex. */
export const STATE_STORE: StoreKind = {
  applicationId: 0x42474150, // 'BGAP'
  migrations: [
    `
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

    CREATE TABLE certificate (
      id INTEGER PRIMARY KEY,
      der BLOB NOT NULL,
      authority TEXT NOT NULL,
      serial_number TEXT NOT NULL,
      subject TEXT NOT NULL,
      profile TEXT NOT NULL,
      -- What is wrong with it, as JSON.
      defect TEXT,
      order_id TEXT UNIQUE,
      -- What was ordered, so that a second order can be told from a repeated one.
      request TEXT,
      -- Name of the private key in the folder keys/, when the bench holds it.
      key TEXT,
      issued_at TEXT NOT NULL,
      revoked_at TEXT,
      reason INTEGER
    ) STRICT;
    CREATE INDEX certificate_serial_number ON certificate (authority, serial_number);
    CREATE INDEX certificate_revoked ON certificate (authority) WHERE revoked_at IS NOT NULL;

    CREATE TABLE authority (
      id TEXT PRIMARY KEY,
      certificate INTEGER NOT NULL REFERENCES certificate (id),
      -- Counts the revocations: a CRL of an older revision is out of date.
      revision INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    CREATE TABLE crl (
      authority TEXT PRIMARY KEY REFERENCES authority (id),
      number INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      this_update TEXT NOT NULL,
      der BLOB NOT NULL
    ) STRICT;
    `,
    `
    -- The full list that the delta lists of now refer to; NULL if this is it.
    ALTER TABLE crl ADD COLUMN base BLOB;
    `,
    `
    CREATE TABLE certified_key (
      certificate INTEGER PRIMARY KEY REFERENCES certificate (id),
      -- SHA-256 of the SubjectPublicKeyInfo.
      fingerprint BLOB NOT NULL
    ) STRICT;
    CREATE INDEX certified_key_fingerprint ON certified_key (fingerprint);
    `,
    `
    -- SHA-256 of the SubjectPublicKeyInfo; NULL in a row that is older than this column and was never asked about.
    ALTER TABLE certificate ADD COLUMN key_fingerprint BLOB;
    UPDATE certificate SET key_fingerprint =
      (SELECT fingerprint FROM certified_key WHERE certified_key.certificate = certificate.id);
    CREATE INDEX certificate_key_fingerprint ON certificate (key_fingerprint);
    DROP TABLE certified_key;
    `,
  ],
};
