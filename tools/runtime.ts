/**
 * How the embedded runtime is started, beside what the process has: V8 collects all garbage each time, and closes the
 * gaps. Left alone, the isolate of its database simulator piles up 120 MB of it while a large file comes in
 * (docs/DECISIONS.md). Cloudflare's runtime has no such isolate.
 */
export const RUNTIME_ENV = {
  MINIFLARE_WORKERD_V8_FLAGS:
    process.env.MINIFLARE_WORKERD_V8_FLAGS ?? '--gc-global --compact-on-every-full-gc',
}
