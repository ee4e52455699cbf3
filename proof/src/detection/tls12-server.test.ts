import { describeDetection } from './describe-detection.ts';

describeDetection('tls12', 'server');
