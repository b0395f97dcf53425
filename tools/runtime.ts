/**
 * Environment variables of the embedded runtime. They keep the young generation of V8 small: otherwise the isolate of the
 * database simulator collects no garbage until it has 120 MB, while a large file is imported (docs/DECISIONS.md).
 * Cloudflare's own runtime has no such isolate.
 */
export const RUNTIME_ENV = {
  MINIFLARE_WORKERD_V8_FLAGS: process.env.MINIFLARE_WORKERD_V8_FLAGS ?? '--max-semi-space-size=2',
}
