import type { StoreKind } from '@banc-gap/simkit';

/** Times are ISO 8601, UTC; booleans 0 and 1. */
export const DP_STORE: StoreKind = {
  applicationId: 0x4450_5031, // 'DPP1'
  migrations: [
    `
    CREATE TABLE dossier (
      ins TEXT PRIMARY KEY,
      oid TEXT NOT NULL,
      nomNaissance TEXT NOT NULL,
      prenom TEXT NOT NULL,
      dateNaissance TEXT NOT NULL,
      sexe TEXT NOT NULL,
      oppose INTEGER NOT NULL
    ) STRICT;
    -- The patients whom admission agents have declared; a dossier need not be there.
    CREATE TABLE directory (
      ins TEXT PRIMARY KEY,
      addedBy TEXT NOT NULL,
      addedAt TEXT NOT NULL
    ) STRICT;
    CREATE TABLE dispensation (
      identifiant TEXT PRIMARY KEY,
      ins TEXT NOT NULL REFERENCES dossier (ins) ON DELETE CASCADE,
      date TEXT NOT NULL,
      -- JSON, as a consultation shows it.
      content TEXT NOT NULL,
      -- Of the canonical form without the signature.
      digest TEXT NOT NULL,
      -- As it was received, signature included; absent of what the seed has.
      document TEXT,
      receivedAt TEXT NOT NULL
    ) STRICT;
    CREATE INDEX dispensationOfPatient ON dispensation (ins, date);
    `,
  ],
};
