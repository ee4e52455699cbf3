import { BancError, checkCsr, PROFILES, type ProfileId, type SubjectInput } from '@banc-gap/pki';
import type { Core } from '../core.ts';
import { PfcngProblem } from '../problems/problem.ts';
import type { Environment } from '../schemas/identifiers.ts';
import type { Warning } from '../schemas/warnings.ts';
import { keyWasOrdered } from '../store/orders.ts';

export interface AcceptedCsr {
  /** PEM. */
  readonly publicKey: string;
  readonly warnings: readonly Warning[];
}

/** S1 and S2 tell whoever brings a CSR to add production's issuing CA, which a test certificate does not chain to. */
const TEST_INTERMEDIATE: Warning = {
  id: 'test-intermediate',
  text: {
    fr: "L'AC intermédiaire à ajouter est celle de TEST : la procédure cite à tort /AC/ACI-EL-ORG.cer, celle de production.",
    en: "The intermediate CA to add is that of TEST: the procedure wrongly names /AC/ACI-EL-ORG.cer, production's.",
  },
  requirements: ['S2-001', 'S1-059'],
};

/** @throws PfcngProblem csr-refused with the first objection */
export async function acceptCsr(
  core: Core,
  csr: string,
  {
    profile,
    subject,
    environment,
  }: { readonly profile: ProfileId; readonly subject: SubjectInput; readonly environment: Environment },
): Promise<AcceptedCsr> {
  try {
    const { publicKey, warnings } = await checkCsr(csr, {
      subject: PROFILES[profile].subject(subject),
      keySeen: (key) => keyWasOrdered(core, key.export({ format: 'pem', type: 'spki' }) as string),
    });
    return {
      publicKey: publicKey.export({ format: 'pem', type: 'spki' }) as string,
      warnings: [
        ...warnings.map(({ id, text }) => ({ id: `csr-${id}`, text, requirements: [] })),
        ...(environment === 'test' ? [TEST_INTERMEDIATE] : []),
      ],
    };
  } catch (objection) {
    if (!(objection instanceof BancError)) throw objection;
    throw new PfcngProblem('csr-refused', {
      reason: `${objection.message} ${objection.next}`,
      code: objection.code,
    });
  }
}
