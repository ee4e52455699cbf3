import { existsSync } from 'node:fs';
import { createStore, memoryStore, openStore, type Store, type StoreKind } from '@banc-gap/simkit';

/** Times are ISO 8601, UTC; amounts integer cents. */
const AMC_STORE: StoreKind = {
  applicationId: 0x524f4331, // 'ROC1'
  migrations: [
    `
    CREATE TABLE commitment (
      sequence INTEGER PRIMARY KEY,
      numero TEXT NOT NULL UNIQUE,
      amc TEXT NOT NULL,
      structure TEXT NOT NULL,
      adherent TEXT NOT NULL,
      partAmc INTEGER NOT NULL CHECK (partAmc > 0),
      madeAt TEXT NOT NULL,
      until TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'CANCELLED', 'CONSUMED')),
      reason TEXT
    ) STRICT;
    -- What was answered to a message, for when it comes again.
    CREATE TABLE message (
      structure TEXT NOT NULL,
      messageId TEXT NOT NULL,
      digest TEXT NOT NULL,
      outcome TEXT NOT NULL,
      at TEXT NOT NULL,
      PRIMARY KEY (structure, messageId)
    ) STRICT;
    CREATE INDEX messageAge ON message (at);
    `,
  ],
};

/**
 * The books of the AMCs, made if there are none yet.
 *
 * @param file or `:memory:`
 * @throws BancError SIMKIT_STORE_*
 */
export function openAmcStore(file: string): Store {
  if (file === ':memory:') return memoryStore(AMC_STORE);
  return existsSync(file) ? openStore(file, AMC_STORE) : createStore(file, AMC_STORE);
}
