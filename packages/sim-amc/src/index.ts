export { amcErrors } from './errors.ts';
