/** Of k6's runtime, and not in its types. */
declare const console: { warn(message: string): void };
