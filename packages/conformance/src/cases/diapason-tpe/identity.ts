import { type Certificate, EXTENDED_KEY_USAGES, nameToString, validatePath } from '@banc-gap/pki';
import type { Finding, Seen } from '../case.ts';
import { observation, topic } from '../define.ts';

const SERVER_AUTH = EXTENDED_KEY_USAGES.serverAuth;

/** The certificate that the GAP presents, one aspect at a time, so that one mistake shows in one case. */
export const identity = topic('diapason-tpe', 'identity', [
  observation('server-name', {
    title: {
      fr: 'Le CN du certificat du GAP est le FQDN saisi dans le TPE',
      en: 'The CN of the GAP’s certificate is the FQDN typed into the terminal',
    },
    level: 'MUST',
    requirement: 'S1-054',
    alert: 'bad_certificate',
    provenBy: ['serves-another-name'],
    expected: {
      fr: 'Le CN du certificat est le FQDN configuré dans le terminal.',
      en: 'The CN of the certificate is the FQDN configured in the terminal.',
    },
    judge: judgeName,
    lookAt: {
      fr: 'Le certificat installé, ou gap.diapasonServer.fqdn dans la configuration du banc.',
      en: 'The certificate that is installed, or gap.diapasonServer.fqdn in the configuration of the bench.',
    },
  }),
  observation('server-chain', {
    title: {
      fr: 'Le GAP envoie une chaîne qui mène à l’IGC-Santé',
      en: 'The GAP sends a chain that leads to IGC-Santé',
    },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5246 §7.4.2',
    alert: 'unknown_ca',
    provenBy: ['omits-intermediate'],
    expected: {
      fr: 'Les certificats envoyés relient celui du GAP à une racine de l’IGC-Santé.',
      en: 'The certificates that are sent link the GAP’s to a root of IGC-Santé.',
    },
    judge: judgeChain,
    lookAt: {
      fr: 'Installer fullchain.pem (certificat puis AC intermédiaire), pas cert.pem seul.',
      en: 'Install fullchain.pem (the certificate, then the intermediate CA), not cert.pem alone.',
    },
  }),
  observation('server-validity', {
    title: { fr: 'Le certificat du GAP est dans ses dates', en: 'The GAP’s certificate is within its dates' },
    level: 'MUST',
    requirement: 'S2-003',
    rfc: '5280 §4.1.2.5',
    alert: 'certificate_expired',
    provenBy: ['serves-expired-certificate'],
    expected: {
      fr: 'Chaque certificat envoyé est dans ses dates de validité.',
      en: 'Every certificate that is sent is within its dates of validity.',
    },
    judge: judgeValidity,
    lookAt: {
      fr: 'Renouveler le certificat : l’ANS prévient un mois avant l’échéance.',
      en: 'Renew the certificate: ANS warns one month before it ends.',
    },
  }),
  observation('server-type', {
    title: {
      fr: 'Le certificat du GAP est de type SSL_SERVEUR',
      en: 'The GAP’s certificate is of type SSL_SERVEUR',
    },
    level: 'SHOULD',
    requirement: 'S1-008',
    rfc: '5280 §4.2.1.12',
    alert: 'unsupported_certificate',
    provenBy: ['serves-client-certificate'],
    whyNotMust: {
      fr: 'Les vérifications que l’ANS énumère pour ce lien ne comprennent pas le type du certificat.',
      en: 'The checks that ANS lists for this link do not include the type of the certificate.',
    },
    expected: {
      fr: 'Le certificat porte l’usage serverAuth et un nom DNS (subjectAltName).',
      en: 'The certificate has the usage serverAuth and a DNS name (subjectAltName).',
    },
    judge: judgeType,
    lookAt: {
      fr: 'Un certificat ORG AUTH_CLI installé à la place du certificat SSL_SERVEUR.',
      en: 'An ORG AUTH_CLI certificate installed in place of the SSL_SERVEUR one.',
    },
  }),
]);

function judgeName({ chain: [leaf], fqdn }: Seen): Finding {
  const name = leaf.commonName ?? '';
  return {
    right: name.toLowerCase() === fqdn.toLowerCase(),
    found: {
      fr: `Le CN est « ${name} », le FQDN saisi est « ${fqdn} ».`,
      en: `The CN is "${name}", the FQDN typed in is "${fqdn}".`,
    },
  };
}

function judgeChain({ chain, trust }: Seen): Finding {
  // Whether it is expired is the matter of server-validity: the path is built for a day when the leaf was valid.
  const result = validatePath(chain, { trustAnchors: trust, at: chain[0].notBefore, purpose: 'any' });
  const sent = chain
    .map((certificate) => certificate.commonName ?? nameToString(certificate.subject))
    .join(' → ');
  if (result.valid) return { right: true, found: { fr: `Envoyés : ${sent}.`, en: `Sent: ${sent}.` } };
  return {
    right: false,
    found: {
      fr: `Envoyés : ${sent}. La chaîne s’arrête là : ${result.failure.message} (${result.failure.clause}).`,
      en: `Sent: ${sent}. The chain stops there: ${result.failure.message} (${result.failure.clause}).`,
    },
  };
}

function judgeValidity({ chain, at }: Seen): Finding {
  const wrong = chain.find(({ notBefore, notAfter }) => at < notBefore || at > notAfter);
  return {
    right: wrong === undefined,
    found: validityPeriod(wrong ?? chain[0]),
  };
}

function validityPeriod(certificate: Certificate) {
  const name = certificate.commonName ?? nameToString(certificate.subject);
  const [from, to] = [certificate.notBefore, certificate.notAfter].map((date) => date.toISOString());
  return {
    fr: `« ${name} » est valable du ${from} au ${to}.`,
    en: `"${name}" is valid from ${from} to ${to}.`,
  };
}

function judgeType({ chain: [leaf] }: Seen): Finding {
  const usages = leaf.extendedKeyUsage ?? [];
  const names = (leaf.subjectAlternativeName ?? []).flatMap((name) =>
    name.type === 'dNSName' ? [name.value] : [],
  );
  return {
    right: usages.includes(SERVER_AUTH) && names.length > 0,
    found: {
      fr: `serverAuth ${usages.includes(SERVER_AUTH) ? 'présent' : 'absent'} ; noms DNS : ${names.join(', ') || 'aucun'}.`,
      en: `serverAuth ${usages.includes(SERVER_AUTH) ? 'present' : 'absent'}; DNS names: ${names.join(', ') || 'none'}.`,
    },
  };
}
