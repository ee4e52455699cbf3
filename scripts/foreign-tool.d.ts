/**
 * Whether a foreign tool (openssl, java, nginx …) is on the PATH. Without it the tests that need it are skipped,
 * and say so; with BANC_REQUIRE_ALL=1, which continuous integration sets, its absence is a failure.
 */
export declare function foreignTool(name: string): boolean;
