import { Certificate, nameToString } from '@banc-gap/pki';
import type { Trial } from '../../runner/result.ts';
import type { Language } from '../../text.ts';
import { type Step, stepOf } from '../steps.ts';
import { html, type Markup } from './markup.ts';
import { PAGE } from './words.ts';

/**
 * The messages of one connection in order, each an arrow between the bench, as whatever peer it plays, and the GAP. Where
 * nobody has to look for a mistake their lengths do: the octets are in the evidence.
 */
export function sequence(
  { exchange }: Trial,
  language: Language,
  detail: 'octets' | 'lengths',
): Markup | null {
  const steps = exchange.transcript.entries.map(stepOf);
  if (steps.length === 0) return null;
  return html`<h3>${PAGE.handshake[language]}</h3>
<div class="lanes"><span>${PAGE.bench[language]}</span><span>GAP</span></div>
<ol class="sequence">${steps.map((step) => arrow(step, language, detail))}</ol>`;
}

function arrow(step: Step, language: Language, detail: 'octets' | 'lengths'): Markup {
  const facts = [...step.facts, ...(step.protected ? [PAGE.encrypted[language]] : [])].join(' · ');
  const length = html`${step.bytes.length} ${PAGE.octets[language]}`;
  const octets =
    detail === 'lengths'
      ? html`<div class="bytes">${length}</div>`
      : html`<details class="bytes" data-octets="${step.bytes.toString('base64')}"><summary>${length}</summary></details>`;
  return html`<li class="${step.direction}"><b>${step.name}</b> <small>${facts}</small><div class="arrow"></div>
${octets}</li>
`;
}

/** What both sides presented, leaf first. */
export function chains({ exchange, presented }: Trial, at: Date, language: Language): Markup | null {
  if (exchange.serverChain.length === 0 && !exchange.certificateRequested) return null;
  return html`<div class="chains">
<div><h3>${PAGE.presentedByBench[language]}</h3>${chain(presented, at, language)}</div>
<div><h3>${PAGE.presentedByGap[language]}</h3>${chain(exchange.serverChain, at, language)}</div>
</div>`;
}

function chain(certificates: readonly Uint8Array[], at: Date, language: Language): Markup {
  if (certificates.length === 0) return html`<p class="soft">${PAGE.noCertificate[language]}</p>`;
  return html`<ol class="chain">${certificates.map((der) => html`<li>${certificate(der, at, language)}</li>`)}</ol>`;
}

function certificate(der: Uint8Array, at: Date, language: Language): Markup {
  let parsed: Certificate;
  try {
    parsed = Certificate.parse(der);
  } catch (error) {
    return html`${PAGE.unreadable[language]} <span class="soft">(${(error as Error).message})</span>`;
  }
  const { subject, issuer, notBefore, notAfter, serialNumber } = parsed;
  const dates = [notBefore, notAfter]
    .map((date) => date.toISOString().slice(0, 16).replace('T', ' '))
    .join(' → ');
  const problem = at > notAfter ? PAGE.expired[language] : at < notBefore ? PAGE.notYetValid[language] : null;
  return html`<b>${parsed.commonName ?? nameToString(subject)}</b><br>
<span class="soft">${PAGE.issuer[language]} ${nameToString(issuer)}<br>${dates}</span>${problem && html` <b class="fail">${problem}</b>`}<br>
<span class="soft">${PAGE.serial[language]} ${serialNumber}</span>`;
}
