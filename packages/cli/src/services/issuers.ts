import { requestedFaults } from '../faults.ts';
import { type BenchService, endpointOf } from './service.ts';

/** The issuers, with everything that they publish. */
export const issuers: BenchService = {
  name: 'igc-sante',
  options: {
    fault: {
      value: 'SOURCE[:CA]=FAULT[@PROBABILITY]',
      help: 'make a source of revocation fail; docs/revocation.md lists them',
      multiple: true,
    },
    'fault-seed': { value: 'NUMBER', help: 'with which the same requests fail again (default: a new one)' },
  },
  async start({ authorities, host }, args) {
    const { faults, seed } = requestedFaults(args);
    authorities.faults.set(faults, seed);
    const publication = await authorities.publish({ host });
    const { base, urls } = authorities.publication;
    // An address that stands for all is no address to call.
    const everywhere = host === '0.0.0.0' || host === '::';
    return {
      endpoints: everywhere
        ? {
            'igc-sante': { url: base },
            ocsp: { url: urls.igcSanteOcsp },
            ldap: { url: urls.igcSanteLdap },
          }
        : {
            'igc-sante': endpointOf(publication),
            ocsp: { url: publication.ocspUrl },
            ldap: { url: publication.ldapUrl },
          },
      notice: Object.entries(faults)
        .map(([source, fault]) => `${source} fails: ${fault}, seed ${authorities.faults.seed}\n`)
        .join(''),
      [Symbol.asyncDispose]: () => publication[Symbol.asyncDispose](),
    };
  },
};
