import { writeFileSync } from 'node:fs';
import {
  type Attestation,
  attestationOf,
  attestationText,
  loadRocSeed,
  readAttestation,
  readDataMatrix,
  renderDataMatrix,
} from '@banc-gap/sim-amc';
import { type Command, type CommandArguments, exitCodes, jsonOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { readNamedFile } from '../read-file.ts';

export const attestation: Command = {
  name: 'attestation',
  summary:
    'Makes the DataMatrix of an attestation de tiers payant, or reads one: the layout is the bench’s own, not the real one.',
  examples: [
    'banc attestation --amc 99900011 --adherent 0001001 --out attestation.png',
    'banc attestation attestation.png',
  ],
  positionals: '[FILE]',
  options: {
    amc: { value: 'NUMBER', help: 'the insurer; docs/annuaire.md lists those of the bench' },
    adherent: { value: 'NUMBER', help: 'whom it insures' },
    out: { value: 'FILE', help: 'where the PNG goes' },
    seed: { value: 'FILE', help: 'who is insured (default: packages/sim-amc/seed/roc.yaml)' },
    ...jsonOption,
  },
  async run(args, { stdout }) {
    const [file] = args.positionals;
    const found =
      file === undefined ? await render(args) : readAttestation(await readDataMatrix(readNamedFile(file)));
    stdout.write(args.flag('json') ? `${JSON.stringify(found, null, 2)}\n` : tell(found));
    return exitCodes.success;
  },
};

async function render(args: CommandArguments): Promise<Attestation> {
  const [amc, adherent, out] = ['amc', 'adherent', 'out'].map((option) => required(args, option));
  const found = attestationOf(loadRocSeed(args.text('seed')), amc!, adherent!);
  writeFileSync(out!, await renderDataMatrix(attestationText(found)));
  return found;
}

function required(args: CommandArguments, option: string): string {
  const value = args.text(option);
  if (value !== undefined) return value;
  throw cliErrors.error('CLI_ARGUMENT_MISSING', {
    command: 'attestation',
    argument: `a FILE to read, or --${option}`,
  });
}

/** The labels that are printed on an attestation. */
function tell({ numeroAmc, typeConvention, csr, numeroAdherent, debut, fin }: Attestation): string {
  return [
    `N° AMC             ${numeroAmc}`,
    `Type de convention ${typeConvention}`,
    `CSR                ${csr}`,
    `N° adhérent        ${numeroAdherent}`,
    `Validité           ${debut} – ${fin}`,
    '',
  ].join('\n');
}
