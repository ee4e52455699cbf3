import { DerError } from './der/decode.ts';
import { pkiErrors } from './errors.ts';

type MalformedCode =
  | 'PKI_CERTIFICATE_MALFORMED'
  | 'PKI_CRL_MALFORMED'
  | 'PKI_PKCS12_MALFORMED'
  | 'PKI_JKS_MALFORMED'
  | 'PKI_CSR_MALFORMED'
  | 'PKI_OCSP_REQUEST_MALFORMED'
  | 'PKI_OCSP_RESPONSE_MALFORMED';

/** Runs a reader of untrusted bytes; what breaks DER in there becomes the error of the catalogue, naming the field. */
export function reading<Value>(code: MalformedCode, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw pkiErrors.error(code, { field: error.field, problem: error.problem }, { cause: error });
  }
}
