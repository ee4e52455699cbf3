import type { ExtensionValues, WrittenExtensionName } from './extensions-encode.ts';
import type { Name } from './names.ts';

/** A span from the moment of issue; the parts add up, and may be negative. */
export interface RelativeTime {
  readonly days?: number;
  readonly hours?: number;
  readonly seconds?: number;
}

export const hoursAgo = (hours: number): RelativeTime => ({ hours: -hours });
export const daysAgo = (days: number): RelativeTime => ({ days: -days });
export const daysAhead = (days: number): RelativeTime => ({ days });

export function resolveTime({ days = 0, hours = 0, seconds = 0 }: RelativeTime, at: Date): Date {
  return new Date(at.getTime() + ((days * 24 + hours) * 3600 + seconds) * 1000);
}

/** Replaces what an extension says or its criticality; what is absent stays as it was. */
export interface ExtensionOverride<N extends WrittenExtensionName> {
  readonly critical?: boolean;
  readonly value?: ExtensionValues[N];
  /** Content of extnValue in hex, for what no value expresses; goes before `value`. */
  readonly der?: string;
}

export type ExtensionOverrides = {
  readonly [N in WrittenExtensionName]?: ExtensionOverride<N> | null;
};

/**
 * What is wrong with a certificate, as JSON-able data. Each field overrides one thing of a valid certificate, so that
 * the certificate without the defect is its twin.
 */
export interface CertificateDefect {
  /** Where this would leave no time between notBefore and notAfter, the other end moves along. */
  readonly notBefore?: RelativeTime;
  readonly notAfter?: RelativeTime;
  /** A version 1 certificate has no extensions (RFC 5280 §4.1.2.9). */
  readonly version?: 1;
  /** Content octets of the INTEGER, in hex. */
  readonly serialNumber?: string;
  readonly subject?: Name;
  readonly issuer?: Name;
  /** `by-own-key`: with the subject's private key, which the content must then carry. */
  readonly signature?: 'corrupted' | 'empty' | 'by-own-key' | 'by-another-key';
  readonly signatureDigest?: 'sha1' | 'md5' | 'sha384';
  /** The algorithm inside tbsCertificate only, which RFC 5280 §4.1.1.2 wants equal to the outer one. */
  readonly tbsSignatureAlgorithm?: 'sha1' | 'sha384' | 'sha512';
  /** For whoever makes the key; the builder takes the key it is given. */
  readonly publicKey?: 'rsa-1024' | 'ec-p256';
  /** `null` removes; an extension that the certificate does not have is added at its end. */
  readonly extensions?: ExtensionOverrides;
  readonly addExtensions?: readonly {
    readonly oid: string;
    readonly critical: boolean;
    readonly value: string;
  }[];
  readonly duplicateExtension?: WrittenExtensionName;
  /** What no parser should read; only `encodeCertificate` can make it. */
  readonly der?: DerDefect;
}

export type DerDefect = 'truncated' | 'trailing-garbage';

export function spoilDer(der: Buffer, defect: DerDefect | undefined): Buffer {
  if (defect === 'truncated') return der.subarray(0, der.length - 16);
  return defect === 'trailing-garbage' ? Buffer.concat([der, Buffer.from('garbage')]) : der;
}
