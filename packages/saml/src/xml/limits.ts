/** What a document may be at most; each bounds what reading a hostile one costs. */
export interface XmlLimits {
  /** Of the message. */
  readonly octets: number;
  /** Levels of elements. */
  readonly depth: number;
  readonly elements: number;
  /** Of one element, namespace declarations included. */
  readonly attributes: number;
  /** In scope at one place. */
  readonly declarations: number;
}

/** A SOAP message with a token has less than 20 kB, 200 elements and 15 levels. */
export const DEFAULT_LIMITS: XmlLimits = {
  octets: 1_048_576,
  depth: 64,
  elements: 20_000,
  attributes: 64,
  declarations: 256,
};
