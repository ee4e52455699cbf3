import { commonName, type Name } from '../names.ts';

export const ENVIRONMENTS = ['test', 'production'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** What the name of an issuing CA of IGC-Santé says. */
export interface IgcSanteAuthority {
  readonly environment: Environment;
  readonly gamme: 'ELEMENTAIRE' | 'STANDARD' | 'FORT';
  readonly domaine: 'ORGANISATIONS' | 'PERSONNES';
}

const NAME = /^(TEST )?AC IGC-SANTE (ELEMENTAIRE|STANDARD|FORT) (ORGANISATIONS|PERSONNES)$/;

/** By the common name: who signs with the key of IGC-Santé is for the chain to show. */
export function igcSanteAuthority(name: Name): IgcSanteAuthority | undefined {
  const [, test, gamme, domaine] = NAME.exec(commonName(name) ?? '') ?? [];
  if (gamme === undefined) return undefined;
  return {
    environment: test === undefined ? 'production' : 'test',
    gamme: gamme as IgcSanteAuthority['gamme'],
    domaine: domaine as IgcSanteAuthority['domaine'],
  };
}
