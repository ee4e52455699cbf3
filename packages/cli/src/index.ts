export { filePorts } from './certificate-files.ts';
export { runCommandLine } from './command-line.ts';
export { type GapOptions, startGap } from './reference-gap.ts';
export { terminalPort } from './terminal-port.ts';
