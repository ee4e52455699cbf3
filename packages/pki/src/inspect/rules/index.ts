import type { Rule } from '../rule.ts';
import { CHAIN_RULES } from './chain.ts';
import { ENVIRONMENT_RULES } from './environment.ts';
import { FILE_RULES } from './file.ts';
import { IDENTITY_RULES } from './identity.ts';
import { KEY_RULES } from './keys.ts';
import { NAME_RULES } from './name.ts';
import { REVOCATION_RULES } from './revocation.ts';
import { STRENGTH_RULES } from './strength.ts';
import { TYPE_RULES } from './type.ts';
import { USAGE_RULES } from './usage.ts';
import { VALIDITY_RULES } from './validity.ts';

/** What ANS would object to in a file with a certificate of the GAP, in the order in which it is told. */
export const CERTIFICATE_RULES: readonly Rule[] = [
  ...FILE_RULES,
  ...TYPE_RULES,
  ...USAGE_RULES,
  ...NAME_RULES,
  ...IDENTITY_RULES,
  ...VALIDITY_RULES,
  ...STRENGTH_RULES,
  ...CHAIN_RULES,
  ...ENVIRONMENT_RULES,
  ...KEY_RULES,
  ...REVOCATION_RULES,
];
