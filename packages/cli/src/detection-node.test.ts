import { describeDetection } from './testing/detection.ts';

describeDetection('node');
