import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@banc-gap/cli';
import { readmeBlock, type StackBench } from './bench.ts';
import { type ForeignServer, Program } from './program.ts';

/** What the kit's README gives for Tomcat. */
export interface TomcatConfiguration {
  /** A `<Connector>` of server.xml. */
  readonly connector: string;
  /** A file for `-Djava.security.properties`; without it the JDK is as it comes. */
  readonly security?: string;
}

export function rightConfiguration({ kit }: StackBench): TomcatConfiguration {
  const password = readFileSync(join(kit, 'diapason-tpe-server/password.txt'), 'utf8').trim();
  return {
    connector: readmeBlock(kit, 'xml').replaceAll('(contenu de password.txt)', password),
    security: readmeBlock(kit, 'properties'),
  };
}

/** Starts a Tomcat of its own, at a port of its own. */
export async function startTomcat({ connector, security }: TomcatConfiguration): Promise<ForeignServer> {
  const base = mkdtempSync(join(tmpdir(), 'banc-tomcat-'));
  for (const folder of ['bin', 'conf', 'logs', 'temp']) mkdirSync(join(base, folder));
  const port = await freePort();
  writeFileSync(
    join(base, 'conf/server.xml'),
    serverXml(connector.replace('port="8443"', `address="127.0.0.1" port="${port}"`)),
  );
  if (security) {
    const file = join(base, 'conf/gap.security');
    writeFileSync(file, security);
    writeFileSync(join(base, 'bin/setenv.sh'), `CATALINA_OPTS="-Djava.security.properties=${file}"\n`);
  }
  // It lives for seconds: what the full compiler would make of it comes too late.
  const environment = [`CATALINA_BASE=${base}`, 'JAVA_OPTS=-XX:TieredStopAtLevel=1'];
  const program = new Program('env', [...environment, 'catalina.sh', 'run']);
  await program.says(/Server startup in/);
  return {
    port,
    async [Symbol.asyncDispose]() {
      await program[Symbol.asyncDispose]();
      rmSync(base, { recursive: true });
    },
  };
}

/** The valve answers 200 without an application. */
function serverXml(connector: string): string {
  return `<Server port="-1">
  <Service name="Catalina">
    ${connector}
    <Engine name="Catalina" defaultHost="localhost">
      <Valve className="org.apache.catalina.valves.HealthCheckValve" path="/" />
      <Host name="localhost" />
    </Engine>
  </Service>
</Server>
`;
}
