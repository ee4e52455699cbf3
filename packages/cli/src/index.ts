export { filePorts } from './certificate-files.ts';
export { runCommandLine } from './command-line.ts';
export { drivePort } from './drive-port.ts';
export { freePort } from './free-port.ts';
export { type InsurerOptions, startInsurer } from './insurer.ts';
export { peerPorts } from './peer-ports.ts';
export { type GapOptions, startGap } from './reference-gap.ts';
export { terminalCrls } from './terminal-crls.ts';
export { terminalPort } from './terminal-port.ts';
