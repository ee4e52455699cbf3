export { TestAuthorities, type TestKeys, testKey, testKeys } from './test-authorities.ts';
