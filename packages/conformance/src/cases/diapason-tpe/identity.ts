import { type Certificate, EXTENDED_KEY_USAGES, namesEqual, nameToString, validatePath } from '@banc-gap/pki';
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
    provenBy: ['serves-another-name', 'serves-name-as-alternative-only', 'serves-name-with-trailing-dot'],
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
  observation('server-alternative-name', {
    title: {
      fr: 'Les noms DNS du certificat du GAP couvrent le FQDN saisi',
      en: 'The DNS names in the GAP’s certificate cover the FQDN typed in',
    },
    level: 'SHOULD',
    requirement: 'S1-054',
    rfc: '6125 §6.4.4',
    expected: {
      fr: 'Si le certificat a des noms DNS (subjectAltName), le FQDN saisi dans le TPE en fait partie.',
      en: 'If the certificate has DNS names (subjectAltName), the FQDN typed into the terminal is one of them.',
    },
    judge: judgeAlternativeName,
    alert: 'bad_certificate',
    provenBy: ['serves-another-alternative-name', 'serves-another-name'],
    whyNotMust: { fr: 'L’ANS ne parle que du CN.', en: 'ANS speaks of the CN only.' },
    lookAt: {
      fr: 'Un certificat commandé pour un autre nom, dont seul le CN a été corrigé : les clients récents ne lisent que subjectAltName.',
      en: 'A certificate ordered for another name, of which only the CN was corrected: recent clients read subjectAltName only.',
    },
  }),
  observation('server-chain-order', {
    title: {
      fr: 'Le GAP envoie ses certificats dans l’ordre',
      en: 'The GAP sends its certificates in order',
    },
    level: 'SHOULD',
    requirement: 'S2-003',
    rfc: '5246 §7.4.2',
    expected: {
      fr: 'Chaque certificat envoyé est celui de l’émetteur du précédent.',
      en: 'Each certificate that is sent is that of the issuer of the one before.',
    },
    judge: judgeOrder,
    alert: 'bad_certificate',
    provenBy: ['sends-chain-out-of-order'],
    whyNotMust: {
      fr: 'Bien des terminaux remettent la chaîne en ordre, et les documents de l’ANS n’en disent rien.',
      en: 'Many terminals put the chain in order, and the ANS documents say nothing of it.',
    },
    lookAt: {
      fr: 'Le fichier de la chaîne : le certificat, puis son AC, puis éventuellement la racine.',
      en: 'The file of the chain: the certificate, then its CA, then the root if at all.',
    },
  }),
  observation('server-key-size', {
    title: { fr: 'La clé du GAP est assez longue', en: 'The key of the GAP is long enough' },
    level: 'SHOULD',
    requirement: 'S1-008',
    rfc: '9325 §4.5',
    expected: {
      fr: 'La clé RSA du certificat du GAP a au moins 2048 bits.',
      en: 'The RSA key in the GAP’s certificate has 2048 bits or more.',
    },
    judge: judgeKeySize,
    alert: 'bad_certificate',
    provenBy: ['serves-short-key'],
    whyNotMust: {
      fr: 'La taille de la clé est une règle de l’IGC-Santé, pas du guide de ce lien.',
      en: 'The size of the key is a rule of IGC-Santé, not of the guide of this link.',
    },
    lookAt: {
      fr: 'La demande de certificat (CSR) a été faite avec une clé trop courte.',
      en: 'The certificate request (CSR) was made with a key that is too short.',
    },
  }),
  observation('server-key-proof', {
    title: {
      fr: 'Le GAP prouve qu’il détient la clé de son certificat',
      en: 'The GAP proves that it holds the key of its certificate',
    },
    level: 'MUST',
    requirement: 'S1-008',
    rfc: '5246 §7.4.3',
    expected: {
      fr: 'ServerKeyExchange est signé par la clé du certificat que le GAP présente.',
      en: 'ServerKeyExchange is signed by the key of the certificate that the GAP presents.',
    },
    judge: judgeKeyProof,
    alert: 'decrypt_error',
    provenBy: ['serves-mismatched-key'],
    lookAt: {
      fr: 'La clé privée installée n’est pas celle du certificat.',
      en: 'The private key that is installed is not that of the certificate.',
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
  const sent = chain.map(displayName).join(' → ');
  // How long its key is, is the matter of server-key-size.
  if (result.valid || result.failure.code === 'key-too-weak')
    return { right: true, found: { fr: `Envoyés : ${sent}.`, en: `Sent: ${sent}.` } };
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
  const name = displayName(certificate);
  const [from, to] = [certificate.notBefore, certificate.notAfter].map((date) => date.toISOString());
  return {
    fr: `« ${name} » est valable du ${from} au ${to}.`,
    en: `"${name}" is valid from ${from} to ${to}.`,
  };
}

function judgeType({ chain: [leaf] }: Seen): Finding {
  const usages = leaf.extendedKeyUsage ?? [];
  const names = dnsNames(leaf);
  return {
    right: usages.includes(SERVER_AUTH) && names.length > 0,
    found: {
      fr: `serverAuth ${usages.includes(SERVER_AUTH) ? 'présent' : 'absent'} ; noms DNS : ${names.join(', ') || 'aucun'}.`,
      en: `serverAuth ${usages.includes(SERVER_AUTH) ? 'present' : 'absent'}; DNS names: ${names.join(', ') || 'none'}.`,
    },
  };
}

function judgeAlternativeName({ chain: [leaf], fqdn }: Seen): Finding {
  const names = dnsNames(leaf);
  // That an SSL_SERVEUR certificate has some is the matter of server-type.
  const right = names.length === 0 || names.some((name) => coversHost(name, fqdn));
  return {
    right,
    found: {
      fr: `Noms DNS : ${names.join(', ') || 'aucun'} ; le FQDN saisi est « ${fqdn} ».`,
      en: `DNS names: ${names.join(', ') || 'none'}; the FQDN typed in is "${fqdn}".`,
    },
  };
}

/** RFC 6125 §6.4.3: a wildcard stands for the whole first label, and for one label only. */
function coversHost(pattern: string, host: string): boolean {
  const [first, ...rest] = pattern.toLowerCase().split('.');
  const [label, ...domain] = host.toLowerCase().split('.');
  return (first === '*' || first === label) && rest.join('.') === domain.join('.');
}

function judgeOrder({ chain }: Seen): Finding {
  const broken = chain.findIndex(
    (certificate, index) => index > 0 && !namesEqual(chain[index - 1]!.issuer, certificate.subject),
  );
  const sent = chain.map(displayName).join(' → ');
  return { right: broken === -1, found: { fr: `Envoyés : ${sent}.`, en: `Sent: ${sent}.` } };
}

function judgeKeySize({ chain: [leaf] }: Seen): Finding {
  const { asymmetricKeyType, asymmetricKeyDetails } = leaf.publicKey;
  const bits = asymmetricKeyDetails?.modulusLength ?? 0;
  return {
    right: asymmetricKeyType === 'rsa' && bits >= 2048,
    found: { fr: `Clé ${asymmetricKeyType} de ${bits} bits.`, en: `${asymmetricKeyType} key, ${bits} bits.` },
  };
}

function judgeKeyProof({ exchange }: Seen): Finding {
  const right = exchange.error?.code !== 'TLS_SIGNATURE';
  return {
    right,
    found: right
      ? {
          fr: 'La signature de ServerKeyExchange est juste.',
          en: 'The signature of ServerKeyExchange is right.',
        }
      : {
          fr: 'La signature de ServerKeyExchange n’est pas de la clé du certificat présenté.',
          en: 'The signature of ServerKeyExchange is not by the key of the certificate that is presented.',
        },
  };
}

const displayName = (certificate: Certificate): string =>
  certificate.commonName ?? nameToString(certificate.subject);

const dnsNames = (certificate: Certificate): string[] =>
  (certificate.subjectAlternativeName ?? []).flatMap((name) => (name.type === 'dNSName' ? [name.value] : []));
