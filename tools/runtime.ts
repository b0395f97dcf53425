/**
 * How the embedded runtime is started, beside what the process has: the young generation of V8 stays small. Left alone, the
 * isolate of its database simulator lets 120 MB of garbage pile up while a large file comes in (docs/DECISIONS.md).
 * Cloudflare's runtime has no such isolate.
 */
export const RUNTIME_ENV = {
  MINIFLARE_WORKERD_V8_FLAGS: process.env.MINIFLARE_WORKERD_V8_FLAGS ?? '--max-semi-space-size=2',
}
