import { expect, test } from 'vitest';
import { octetsOf, probeOf } from './probe.ts';
import { loadRunConfig } from './schema.ts';

const MINIMAL = 'gap: { diapasonServer: { fqdn: gap.ch-test.fr } }';

function problems(yaml: string): string {
  try {
    loadRunConfig(yaml, 'banc.yaml');
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the configuration was accepted');
}

test('everything but the GAP has a default', () => {
  expect(loadRunConfig(MINIMAL, 'banc.yaml')).toEqual({
    gap: {
      editor: '',
      product: '',
      version: '',
      environment: 'test',
      diapasonServer: {
        fqdn: 'gap.ch-test.fr',
        port: 8443,
        parallel: 1,
        timeoutMs: 5000,
        probe: { mode: 'http', method: 'GET', path: '/', headers: {}, expect: {} },
      },
    },
    drive: { mode: 'none' },
    peers: {
      psp: { host: 'psp.banc.test', bind: '127.0.0.1', port: 14443 },
      annuaire: { host: 'annuaire.banc.test', bind: '127.0.0.1', port: 14444 },
      amc: { host: 'amc.banc.test', bind: '127.0.0.1', port: 14445 },
      dp: { host: 'dp.banc.test', bind: '127.0.0.1', port: 14446 },
    },
    certificates: [],
    cipher: 'c028',
    allowPublic: false,
    features: {},
  });
});

test('the whole schema of the design is accepted', () => {
  const config = loadRunConfig(
    `
gap:
  editor: Éditeur
  product: GAP
  version: "1.2"
  diapasonServer:
    address: 127.0.0.1
    port: 9443
    fqdn: gap.ch-test.fr
    parallel: 4
    probe: { mode: http, method: GET, path: /, expect: { status: 200 } }
drive: { mode: http, url: "http://127.0.0.1:9000" }
peers:
  psp: { host: psp.banc.test, bind: 127.0.0.1, port: 14443 }
  annuaire: { port: 15444 }
certificates:
  - { file: gap.p12, use: diapason-tpe-server, password: secret }
cipher: compat
allowPublic: true
features: { ocsp: false }
`,
    'banc.yaml',
  );
  expect(config.gap.diapasonServer.parallel).toBe(4);
  expect(config.peers.annuaire).toEqual({ host: 'annuaire.banc.test', bind: '127.0.0.1', port: 15444 });
  expect(config.features).toEqual({ ocsp: false });
});

test.each([
  ['{}', 'gap: found nothing'],
  ['gap: { diapasonServer: { fqdn: gap_1 } }', 'gap.diapasonServer.fqdn: found "gap_1"'],
  [
    'gap: { diapasonServer: { fqdn: gap.fr, port: 0 } }',
    'gap.diapasonServer.port: found 0, expected at least 1',
  ],
  [
    'gap: { diapasonServer: { fqdn: gap.fr, prot: 1 } }',
    'gap.diapasonServer.prot: found an unknown key, did you mean port?',
  ],
  [
    'gap: { diapasonServer: { fqdn: gap.fr, probe: { mode: http, expect: { status: 404 } } } }',
    'gap.diapasonServer.probe.expect.status: found 404, expected at most 299',
  ],
  [
    'gap: { diapasonServer: { fqdn: gap.fr, probe: { mode: raw, send: a } } }',
    'gap.diapasonServer.probe.expect',
  ],
  [`${MINIMAL}\ndrive: { mode: http }`, 'drive.url: found nothing, expected the URL of the drive'],
  [`${MINIMAL}\ndrive: { mode: command }`, 'drive.command: found nothing, expected a command'],
  [`${MINIMAL}\ncipher: c029`, 'cipher: found "c029", expected one of c028, c027, compat'],
  [`${MINIMAL}\nfeatures: { revocation: false }`, 'features.revocation'],
  [
    `${MINIMAL}\ncertificates: [{ file: a, use: server }]`,
    'certificates[0].use: found "server", expected one of',
  ],
])('what is wrong is named by its path: %s', (yaml, problem) => {
  expect(problems(yaml)).toContain(problem);
});

test('the octets of a framed socket are a text or hexadecimal', () => {
  const { gap } = loadRunConfig(
    'gap: { diapasonServer: { fqdn: gap.fr, probe: { mode: raw, send: "été", expect: { hex: 00fF } } } }',
    'banc.yaml',
  );
  expect(probeOf(gap.diapasonServer.probe)).toEqual({
    mode: 'raw',
    send: Buffer.from([0xc3, 0xa9, 0x74, 0xc3, 0xa9]),
    expect: Buffer.from([0x00, 0xff]),
  });
  expect(octetsOf('')).toHaveLength(0);
});
