import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Authorities } from '../authorities.ts';
import { igcErrors } from '../errors.ts';
import { buildBeside, namesIn, orSayWhy } from '../folder.ts';
import { crlFiles, type KitFile, materialFiles, trustFiles, writeFiles } from './files.ts';
import { DEFAULT_FQDN, type KitMaterial, kitMaterial } from './material.ts';
import { DEFAULT_PEER_HOST, readme } from './readme.ts';

export interface KitOptions {
  readonly directory: string;
  /** The name of the GAP that is typed into terminals. */
  readonly fqdn?: string;
  /** The name by which the GAP reaches the payment provider of the bench. */
  readonly peerHost?: string;
  /** Where the certificates come from; default: issued without an order at PFCNG. */
  readonly material?: (fqdn: string) => Promise<KitMaterial>;
  /** Refresh the CRLs of an existing kit, and nothing else. */
  readonly crlOnly?: boolean;
}

export interface WrittenKit {
  /** Absolute. */
  readonly directory: string;
  /** Relative to it. */
  readonly files: readonly string[];
}

/** By this file a folder is known to be a kit, and of which state. */
const MARKER = '.banc-kit.json';
const marker = z.object({ root: z.string() });

/** Writes what an editor installs in the GAP: all of it or nothing, in the place of an older kit. */
export async function writeKit(authorities: Authorities, options: KitOptions): Promise<WrittenKit> {
  const directory = resolve(options.directory);
  return orSayWhy(
    () => write(authorities, { ...options, directory }),
    (reason, cause) => igcErrors.error('KIT_NOT_WRITABLE', { directory, reason }, { cause }),
  );
}

async function write(authorities: Authorities, { directory, ...options }: KitOptions): Promise<WrittenKit> {
  const existing = kitAt(directory);
  if (options.crlOnly) {
    if (existing === undefined) throw igcErrors.error('KIT_MISSING', { directory });
    assertSameState(directory, existing, authorities);
    await authorities.establish('amc');
    return refreshCrls(directory, authorities);
  }
  const { fqdn = DEFAULT_FQDN, peerHost = DEFAULT_PEER_HOST } = options;
  const { material: obtain = (name: string) => kitMaterial(authorities, name) } = options;
  const [material] = await Promise.all([obtain(fqdn), authorities.establish('amc')]);
  const files: KitFile[] = [
    ...(await materialFiles(authorities, material)),
    ...(await trustFiles(authorities)),
    ...crlFiles(authorities),
    {
      path: 'README.md',
      content: readme({ directory, fqdn, peerHost, publication: authorities.publication }),
    },
    { path: MARKER, content: `${JSON.stringify({ root: rootOf(authorities) })}\n` },
  ];
  await buildBeside(
    directory,
    (building) => writeFiles(building, files),
    (building) => putInPlace(building, directory),
  );
  return { directory, files: files.map(({ path }) => path).filter((path) => path !== MARKER) };
}

/** The state that a kit is of; undefined where there is nothing, or an empty folder. */
function kitAt(directory: string): z.infer<typeof marker> | undefined {
  const names = namesIn(directory);
  if (names === undefined || names.length === 0) return undefined;
  if (!names.includes(MARKER)) throw igcErrors.error('KIT_DIRECTORY_FOREIGN', { directory });
  try {
    return marker.parse(JSON.parse(readFileSync(join(directory, MARKER), 'utf8')));
  } catch (cause) {
    throw igcErrors.error('KIT_DIRECTORY_FOREIGN', { directory }, { cause });
  }
}

/** The CRLs of other CAs would make the GAP refuse everybody. */
function assertSameState(directory: string, kit: z.infer<typeof marker>, authorities: Authorities): void {
  if (kit.root !== rootOf(authorities)) {
    throw igcErrors.error('KIT_OF_ANOTHER_STATE', { directory, state: authorities.directory });
  }
}

function rootOf(authorities: Authorities): string {
  return authorities.certificate('ingetrust/root').fingerprint;
}

/** Each file appears whole: a GAP may read it at any moment. */
function refreshCrls(directory: string, authorities: Authorities): WrittenKit {
  const files = crlFiles(authorities);
  for (const { path, content } of files) {
    const building = join(directory, `${path}.building-${process.pid}`);
    writeFileSync(building, content);
    renameSync(building, join(directory, path));
  }
  return { directory, files: files.map(({ path }) => path) };
}

/** A folder that is not empty cannot be replaced in one step: the former kit steps aside, and back if that fails. */
function putInPlace(building: string, directory: string): void {
  if (namesIn(directory) === undefined) {
    renameSync(building, directory);
    return;
  }
  const former = `${building}-former`;
  renameSync(directory, former);
  try {
    renameSync(building, directory);
  } catch (error) {
    renameSync(former, directory);
    throw error;
  }
  rmSync(former, { recursive: true });
}
