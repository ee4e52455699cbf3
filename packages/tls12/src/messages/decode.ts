export type DecodedMessage = { readonly type: string };
