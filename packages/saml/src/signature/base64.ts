const LINE_ENDS_AND_SPACES = /[ \t\r\n]+/g;

/** Base64 as XML Schema has it, without its white space. */
export const compactBase64 = (text: string): string => text.replace(LINE_ENDS_AND_SPACES, '');

/** The octets; undefined if the text is not base64, or has bits that stand for nothing. */
export function decodeBase64(compact: string): Buffer | undefined {
  const octets = Buffer.from(compact, 'base64');
  return octets.length > 0 && octets.toString('base64') === compact ? octets : undefined;
}
