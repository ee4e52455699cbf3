const LINE_ENDS_AND_SPACES = /[ \t\r\n]+/g;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Base64 as XML Schema has it, without its white space; undefined if it is not base64. */
export function compactBase64(text: string): string | undefined {
  const compact = text.replace(LINE_ENDS_AND_SPACES, '');
  return compact.length % 4 === 0 && BASE64.test(compact) ? compact : undefined;
}
