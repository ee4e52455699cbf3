/** Object identifiers by the name that RFC 5280 and its companions give them. */
export const ATTRIBUTE_TYPES = {
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  serialNumber: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  title: '2.5.4.12',
  GN: '2.5.4.42',
  DC: '0.9.2342.19200300.100.1.25',
  UID: '0.9.2342.19200300.100.1.1',
} as const;
export type AttributeShortName = keyof typeof ATTRIBUTE_TYPES;

export const EXTENSIONS = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  privateKeyUsagePeriod: '2.5.29.16',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  cRLNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  deltaCRLIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  nameConstraints: '2.5.29.30',
  cRLDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extendedKeyUsage: '2.5.29.37',
  freshestCRL: '2.5.29.46',
  inhibitAnyPolicy: '2.5.29.54',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
  /** Type de carte, nomenclature TRE_G02 of ANS. */
  cardType: '1.2.250.1.71.1.2.2',
  /** Number of the card, after that of its issuer. */
  tokenId: '1.2.250.1.71.1.2.3',
  /** Catégorie de produit, nomenclature TRE_G01 of ANS. */
  productCategory: '1.2.250.1.71.1.2.5',
  /** Nomenclature TRE_G15. */
  profession: '1.2.250.1.71.1.2.7',
  /** Spécialité, nomenclature R01. */
  savoirFaire: '1.2.250.1.71.4.2.5',
  /**
   * On every root that this bench mints, and on nothing else. A UUID under 2.25 (ITU-T X.667) of 31 bits: Go reads no
   * certificate with a larger arc in an OID, GnuTLS none with an arc of more than 64 bits.
   */
  testRootOfBancGap: '2.25.1736540298',
} as const;
export type ExtensionName = keyof typeof EXTENSIONS;

export const EXTENDED_KEY_USAGES = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  OCSPSigning: '1.3.6.1.5.5.7.3.9',
  msSmartcardLogin: '1.3.6.1.4.1.311.20.2.2',
  anyExtendedKeyUsage: '2.5.29.37.0',
} as const;
export type ExtendedKeyUsageName = keyof typeof EXTENDED_KEY_USAGES;

export const ALGORITHMS = {
  rsaEncryption: '1.2.840.113549.1.1.1',
  md5WithRSAEncryption: '1.2.840.113549.1.1.4',
  sha1WithRSAEncryption: '1.2.840.113549.1.1.5',
  sha256WithRSAEncryption: '1.2.840.113549.1.1.11',
  sha384WithRSAEncryption: '1.2.840.113549.1.1.12',
  sha512WithRSAEncryption: '1.2.840.113549.1.1.13',
  'ecdsa-with-SHA1': '1.2.840.10045.4.1',
  'ecdsa-with-SHA256': '1.2.840.10045.4.3.2',
  'ecdsa-with-SHA384': '1.2.840.10045.4.3.3',
  'ecdsa-with-SHA512': '1.2.840.10045.4.3.4',
} as const;

export const POLICIES = {
  anyPolicy: '2.5.29.32.0',
  /** The one policy of every TEST certificate of IGC-Santé. */
  igcSanteTest: '1.2.250.1.213.1.7.2.1.1.1.1',
  /** The arc of production's: below it are gamme, domaine, usage and version. */
  igcSanteProduction: '1.2.250.1.213.1.7.1',
} as const;

/** Kinds of otherName in a subjectAltName. */
export const OTHER_NAMES = { userPrincipalName: '1.3.6.1.4.1.311.20.2.3' } as const;

export const ACCESS_METHODS = { ocsp: '1.3.6.1.5.5.7.48.1', caIssuers: '1.3.6.1.5.5.7.48.2' } as const;
