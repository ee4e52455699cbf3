import { on } from 'node:events';
import { createInterface } from 'node:readline';
import type { Language, Text } from '../text.ts';
import type { Drive, DriveAction, DriveReply } from './actions.ts';

/** The person who acts on the GAP in the place of a program. */
export interface DriveTerminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Keeps what is too long to be typed off, and gives the path. */
  keep(name: string, content: string): string;
}

const roc = (fr: string, en: string): Text => ({
  fr: `${fr} : le GAP se connecte au service web de l’AMC.`,
  en: `${en}: the GAP connects to the web service of the insurer.`,
});

const INSTRUCTIONS: Readonly<Record<DriveAction, Text>> = {
  'roc.annuaire': {
    fr: 'Cherchez l’adresse de cette AMC : le GAP se connecte à l’annuaire, à moins de la connaître.',
    en: 'Have the address of this insurer found: the GAP connects to the annuaire, unless it knows it.',
  },
  'roc.idb': roc(
    'Identifiez les droits de ce patient (IDB)',
    'Have the rights of this patient identified (IDB)',
  ),
  'roc.sim': roc('Simulez la part de l’AMC (SIM)', 'Have the share of the insurer simulated (SIM)'),
  'roc.clc': roc('Faites calculer la part de l’AMC (CLC)', 'Have the share of the insurer calculated (CLC)'),
  'roc.del': roc('Annulez cet engagement (DEL)', 'Have this commitment cancelled (DEL)'),
  'trust.refresh': {
    fr: 'Remplacez les CRL du GAP par celles du fichier, et faites-les relire.',
    en: 'Replace the CRLs of the GAP by those of the file, and have it read them again.',
  },
  'diapason.debit': {
    fr: 'Faites débiter ce montant : le GAP se connecte au prestataire de paiement.',
    en: 'Have this amount debited: the GAP connects to the payment provider.',
  },
  'dp.consult': {
    fr: 'Consultez le DP de ce patient, en tant que cet utilisateur.',
    en: 'Consult the DP of this patient, as this user.',
  },
  'dp.feed': {
    fr: 'Alimentez le DP de ce patient avec cette dispensation, en tant que ce pharmacien.',
    en: 'Feed this dispensation into the DP of this patient, as this pharmacist.',
  },
  'dp.directory': {
    fr: 'Ajoutez ce patient à l’annuaire du DP, ou retirez-le, en tant que cet agent d’admission.',
    en: 'Add this patient to the directory of the DP, or remove the patient, as this admission agent.',
  },
};
const QUESTION: Text = {
  fr: '[o] fait   [r] le GAP refuse   [e] impossible   [?] le GAP ne sait pas faire : ',
  en: '[y] done   [r] the GAP refuses   [e] impossible   [?] the GAP cannot do that: ',
};
const OUTCOMES: Readonly<Record<string, DriveReply['outcome']>> = {
  o: 'accepted',
  y: 'accepted',
  r: 'refused',
  e: 'error',
  '?': 'not-implemented',
};

/** Asks a person, and waits. */
export function manualDrive(terminal: DriveTerminal, language: Language, timeoutMs: number): Drive {
  const { input, output } = terminal;
  return {
    async perform({ action, caseId, params }) {
      output.write(`\n${caseId}\n${action}: ${INSTRUCTIONS[action][language]}\n`);
      for (const [name, value] of Object.entries(params)) {
        const text = typeof value === 'string' ? value : JSON.stringify(value);
        const shown = text.includes('\n') ? terminal.keep(`${name}.pem`, text) : text;
        output.write(`  ${name}: ${shown}\n`);
      }
      const lines = createInterface({ input });
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        output.write(QUESTION[language]);
        for await (const [line] of on(lines, 'line', { signal, close: ['close'] })) {
          const outcome = OUTCOMES[String(line).trim().toLowerCase()];
          if (outcome !== undefined) return { outcome };
          output.write(QUESTION[language]);
        }
        return { outcome: 'error', detail: 'nobody is at the terminal' };
      } catch (error) {
        if (!signal.aborted) throw error;
        return { outcome: 'error', detail: `nobody answered within ${timeoutMs} ms` };
      } finally {
        lines.close();
      }
    },
  };
}
