/*
 * Stands in, at bundling time, for the SDK's reading and writing of event streams, 20 KB of every bundle: Lambda's
 * client is configured with it, and no function calls an operation that has one.
 */

/** Makes nothing that reads or writes event streams. */
export function eventStreamSerdeProvider(): undefined {}

/** Adds nothing to a client's configuration. */
export function resolveEventStreamSerdeConfig<Config>(config: Config): Config {
  return config;
}
