import { BancError } from '@banc-gap/pki';
import { childrenNamed, type Envelope, parseXml, readEnvelope, textOf } from '@banc-gap/saml';
import { amcErrors } from '../errors.ts';

const WSA = 'http://www.w3.org/2005/08/addressing';
/** No white space, nothing that would break a line of a journal. */
const URI = /^[a-z][a-z\d+.-]*:[\x21-\x7e]{1,190}$/i;

/** @throws BancError AMC_ACTION_OTHER, AMC_MESSAGE_ID_INVALID */
export function messageIdOf(envelope: Envelope, action: string): string {
  const found = headerText(envelope, 'Action');
  if (found !== action) {
    throw amcErrors.error('AMC_ACTION_OTHER', { found: found ?? 'absent', expected: action });
  }
  const id = headerText(envelope, 'MessageID');
  if (id === undefined || !URI.test(id)) {
    throw amcErrors.error('AMC_MESSAGE_ID_INVALID', { found: id?.slice(0, 200) ?? 'absent' });
  }
  return id;
}

/** Which message a fault answers, if that can be told at all. */
export function claimedMessageId(message: Uint8Array): string | undefined {
  try {
    return messageIdIn(readEnvelope(parseXml(message)));
  } catch (error) {
    if (error instanceof BancError) return undefined;
    throw error;
  }
}

/** What a message calls itself, if that is a URI. */
export function messageIdIn(envelope: Envelope): string | undefined {
  const id = headerText(envelope, 'MessageID');
  return id !== undefined && URI.test(id) ? id : undefined;
}

/** Of the one header of that name. */
function headerText({ header }: Envelope, localName: string): string | undefined {
  const found = header === undefined ? [] : childrenNamed(header, WSA, localName);
  return found.length === 1 ? textOf(found[0]!)?.trim() : undefined;
}
