import { describeDetection } from './describe-detection.ts';

describeDetection('node', 'client');
