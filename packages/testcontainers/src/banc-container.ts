import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-fs';
import {
  AbstractStartedContainer,
  type ExecResult,
  GenericContainer,
  type StartedTestContainer,
  Wait,
} from 'testcontainers';

const BANC = ['node', '--conditions=source', '/banc/packages/cli/src/main.ts'];
const CONFIG = '/tmp/banc.yaml';
const KIT = '/tmp/kit';
const REPORTS = '/reports/latest';

/** Where each peer listens in the container, while it is up or a run plays it. */
const PEER_PORTS = { psp: 14_443, annuaire: 14_444, amc: 14_445, dp: 14_446 } as const;
export type Peer = keyof typeof PEER_PORTS;

/** The name by which a container reaches the machine of the test, and so a GAP that the test starts. */
export const GAP_HOST = 'gap.host';

/** What a run of the suites came to. */
export interface Judgement {
  /** 0: no MUST case fails; 1: one does; 2: the bench failed; 3: wrong configuration. */
  readonly exitCode: number;
  /** As docs/report.schema.json describes it. */
  readonly report: unknown;
}

/** The bench in a container, for the tests of a GAP: its issuers, and its peers if they are asked for. */
export class BancContainer extends GenericContainer {
  constructor(image = 'banc-gap:latest') {
    super(image);
    this.withServices('igc-sante')
      .withExposedPorts(...Object.values(PEER_PORTS))
      .withExtraHosts([{ host: GAP_HOST, ipAddress: 'host-gateway' }])
      .withWaitStrategy(Wait.forLogMessage('Ready.'));
  }

  /** The services that `banc up` starts. Peers that are up hold the ports that a run of their suites needs. */
  withServices(...names: readonly string[]): this {
    return this.withCommand(['up', ...names, '--host', '0.0.0.0']);
  }

  override async start(): Promise<StartedBancContainer> {
    return new StartedBancContainer(await super.start());
  }
}

/** The running bench. */
export class StartedBancContainer extends AbstractStartedContainer {
  readonly #container: StartedTestContainer;

  constructor(container: StartedTestContainer) {
    super(container);
    this.#container = container;
  }

  /** The port of the test's machine that leads to a peer. */
  peerPort(peer: Peer): number {
    return this.#container.getMappedPort(PEER_PORTS[peer]);
  }

  /** Writes what an editor installs in a GAP of that name, as `banc kit` does. */
  async writeKit(directory: string, fqdn: string): Promise<void> {
    await this.#succeed([...BANC, 'kit', '--out', KIT, '--fqdn', fqdn]);
    await pipeline(await this.#container.copyArchiveFromContainer(`${KIT}/.`), extract(directory));
  }

  /**
   * Runs the cases with these prefixes, or all, against the GAP of a configuration, as banc.yaml would have it; its host
   * is GAP_HOST where the test started it.
   * @throws Error with what banc said where it left no report
   */
  async judge(config: object, prefixes: readonly string[] = []): Promise<Judgement> {
    // JSON is YAML.
    await this.#container.copyContentToContainer([{ content: JSON.stringify(config), target: CONFIG }]);
    const ran = await this.#container.exec([
      ...BANC,
      'run',
      ...prefixes,
      '--config',
      CONFIG,
      '--out',
      REPORTS,
    ]);
    if (ran.exitCode > 1) throw new Error(ran.output);
    const { stdout } = await this.#succeed(['cat', `${REPORTS}/report.json`]);
    return { exitCode: ran.exitCode, report: JSON.parse(stdout) };
  }

  async #succeed(command: string[]): Promise<ExecResult> {
    const result = await this.#container.exec(command);
    if (result.exitCode !== 0)
      throw new Error(`${command.join(' ')} ended with ${result.exitCode}: ${result.output}`);
    return result;
  }
}
