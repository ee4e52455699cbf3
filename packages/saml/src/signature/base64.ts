const LINE_ENDS_AND_SPACES = /[ \t\r\n]+/g;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Base64 as XML Schema has it, without its white space. */
export const compactBase64 = (text: string): string => text.replace(LINE_ENDS_AND_SPACES, '');

/** Whether it is base64 indeed; without white space. */
export const isBase64 = (compact: string): boolean => compact.length % 4 === 0 && BASE64.test(compact);
