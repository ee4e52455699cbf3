/** @peculiar/x509 throws when it is loaded before this polyfill. */
import 'reflect-metadata';

export { Pkcs10CertificateRequest } from '@peculiar/x509';
