export { appFetch } from './app-fetch.ts';
export { type CardFetchOptions, cardFetch, type Fetch, type FetchInit } from './card-fetch.ts';
export {
  PfcngClient,
  type PfcngClientOptions,
  PfcngRefusal,
  type WithdrawnFile,
} from './client.ts';
