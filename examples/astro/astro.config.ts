import node from '@astrojs/node'
import { defineConfig, envField } from 'astro/config'

// `secret` values are read when the shop runs, not when it is built, and no page has them by itself.
const secret = { context: 'server', access: 'secret' } as const

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  env: {
    schema: {
      PAIRWELL_URL: envField.string({ ...secret, default: 'http://127.0.0.1:8787' }),
      PAIRWELL_PUBLISHABLE_KEY: envField.string({ ...secret, default: '' }),
      PAIRWELL_SECRET_KEY: envField.string({ ...secret, default: '' }),
    },
  },
})
