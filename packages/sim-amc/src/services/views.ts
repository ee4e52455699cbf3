import type { Commitment } from '../insurer/commitments.ts';
import type { Coverage } from '../insurer/coverage.ts';
import { eurosOf } from '../insurer/money.ts';
import type { Estimate } from '../insurer/shares.ts';
import type { Amc } from '../seed/schema.ts';
import type { FaultCode, ReplyCode } from './codes.ts';

interface Amounts {
  readonly montantTotal: string;
  readonly partAMO: string;
  readonly partAMC: string;
  readonly RAC: string;
}

/** What the services have to say, as it is kept to be said again. */
export interface Outcome {
  readonly code: ReplyCode;
  readonly libelle: string;
  readonly couverture?: {
    readonly debut: string;
    readonly fin: string;
    readonly gestionnaire: string;
    readonly operateur?: string;
    readonly garanties: readonly {
      readonly prestation: string;
      readonly priseEnCharge: 'OUI' | 'PLAFOND';
      readonly plafond?: string;
    }[];
  };
  readonly consignes?: readonly string[];
  readonly parts?: {
    readonly lignes: readonly (Amounts & { readonly codePrestation: string; readonly codeLigne: string })[];
    readonly total: Amounts;
  };
  readonly engagement?: { readonly numeroEngagement: string; readonly dateFinEngagement: string };
}

/** Around each message. */
interface Headers {
  readonly action: string;
  readonly messageId: string;
  /** wsa:MessageID of the request, in the header; it is not signed. */
  readonly relatesTo?: string;
  /** The same in the Body, which is. */
  readonly reponseA?: string;
}

export interface ReplyView extends Headers, Outcome {
  /** ISO 8601. */
  readonly date: string;
}

export interface FaultView extends Headers {
  readonly party: 'Sender' | 'Receiver';
  readonly code: FaultCode;
  /** What exactly: the code of an error, SAML_EXPIRED. */
  readonly reason: string;
  readonly libelle: string;
  readonly message: string;
  readonly next: string;
  readonly problems: readonly { readonly line: number; readonly path: string; readonly problem: string }[];
}

/** All that a template may name. */
export const REPLY_NAMES: readonly string[] = [
  ...['action', 'messageId', 'relatesTo', 'reponseA', 'date', 'code', 'libelle'],
  ...[
    'couverture',
    'debut',
    'fin',
    'gestionnaire',
    'operateur',
    'garanties',
    'prestation',
    'priseEnCharge',
    'plafond',
  ],
  ...[
    'consignes',
    'parts',
    'lignes',
    'codePrestation',
    'codeLigne',
    'total',
    'montantTotal',
    'partAMO',
    'partAMC',
    'RAC',
  ],
  ...['engagement', 'numeroEngagement', 'dateFinEngagement'],
  ...['party', 'reason', 'message', 'next', 'problems', 'line', 'path', 'problem'],
];

export const coverageView = (
  amc: Amc,
  { beneficiary, contract }: Coverage,
): Pick<Outcome, 'couverture' | 'consignes'> => ({
  couverture: {
    ...beneficiary.droits,
    gestionnaire: amc.gestionnaire,
    ...(amc.operateur !== undefined && { operateur: amc.operateur }),
    garanties: Object.entries(contract.garanties).map(([prestation, { plafond }]) => ({
      prestation,
      ...(plafond === undefined
        ? { priseEnCharge: 'OUI' }
        : { priseEnCharge: 'PLAFOND', plafond: eurosOf(plafond) }),
    })),
  },
  consignes: contract.consignes,
});

export const estimateView = ({ lines, total }: Estimate): Pick<Outcome, 'parts'> => ({
  parts: {
    lignes: lines.map((line) => ({
      codePrestation: line.codePrestation,
      ...amountsView(line),
      codeLigne: line.code,
    })),
    total: amountsView(total),
  },
});

export const commitmentView = ({ numero, until }: Commitment): Pick<Outcome, 'engagement'> => ({
  engagement: { numeroEngagement: numero, dateFinEngagement: until },
});

const amountsView = ({ montantTotal, partAmo, partAmc, rac }: Estimate['total']): Amounts => ({
  montantTotal: eurosOf(montantTotal),
  partAMO: eurosOf(partAmo),
  partAMC: eurosOf(partAmc),
  RAC: eurosOf(rac),
});
