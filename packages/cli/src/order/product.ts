import type { OptionHelp } from '../command.ts';
import { readNamedFile } from '../read-file.ts';
import type { OrderSession } from './session.ts';

export const productOptions = {
  structure: {
    value: 'ID',
    help: 'whom the certificate is for (default: the structure of your first offer)',
  },
  environment: { value: 'test|production', help: 'default: that of your first offer' },
  offer: { value: 'ORG|SERV|PRO', help: 'what the certificate names: a legal person, a server, a person' },
  usage: { value: 'USAGE', help: 'AUTH_CLI, SIGN, CONF; SSL_SERVEUR, SMIME; AUTH' },
  'service-applicatif': { value: 'NAME', help: 'of ORG: Client_Diapason_PSP, Client_ROC_Annuaire_AMC …' },
  fqdn: { value: 'NAME', help: 'of SERV SSL_SERVEUR: the CN' },
  'alternative-name': { value: 'NAME', help: 'of SERV SSL_SERVEUR: a further FQDN', multiple: true },
  email: { value: 'ADDRESS', help: 'of SERV SMIME, SIGN, CONF, and of PRO SIGN, CONF' },
  beneficiary: { value: 'CARD', help: 'of PRO: the card of the person whom it names' },
  upn: { value: 'UPN', help: 'of PRO AUTH' },
  csr: { value: 'FILE', help: 'a certificate signing request in PEM (default: the platform makes the key)' },
} satisfies Record<string, OptionHelp>;

/** The body of an order as the options have it; what is missing or wrong in it is for the platform to say. */
export function orderBody(
  { args, required }: OrderSession,
  first: { structure: string; environment: string } | undefined,
) {
  const given = (entries: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
  const names = args.texts('alternative-name');
  return {
    structure: args.text('structure') ?? first?.structure ?? required('structure'),
    environment: args.text('environment') ?? first?.environment ?? required('environment'),
    product: given({
      offer: required('offer'),
      usage: required('usage'),
      serviceApplicatif: args.text('service-applicatif'),
      fqdn: args.text('fqdn'),
      alternativeNames: names.length > 0 ? names : undefined,
      email: args.text('email'),
      beneficiary: args.text('beneficiary'),
      upn: args.text('upn'),
    }),
    key: requestedKeySource(args.text('csr')),
  };
}

export function requestedKeySource(csr: string | undefined) {
  if (csr === undefined) return { source: 'on-line' } as const;
  return { source: 'csr', csr: readNamedFile(csr).toString('utf8') } as const;
}
