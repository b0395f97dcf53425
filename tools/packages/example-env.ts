/** How an example reaches its shop. */
export type ExampleKeys = {
  /** Address of the API. */
  api: string
  publishable_key: string
  secret_key: string
  /** `tk_…`: signs the orders of a thank-you page. */
  token_key: string
}

/** Environment variables of an example, under the names that its framework reads. */
export const exampleEnv = ({ api, publishable_key, secret_key, token_key }: ExampleKeys) => ({
  ...{ PAIRWELL_URL: api, PAIRWELL_PUBLISHABLE_KEY: publishable_key },
  ...{ PAIRWELL_SECRET_KEY: secret_key, PAIRWELL_TOKEN_KEY: token_key },
  // Vite hands only names with its prefix to pages.
  ...{ VITE_PAIRWELL_URL: api, VITE_PAIRWELL_PUBLISHABLE_KEY: publishable_key },
  // Nuxt reads its runtimeConfig from names with its prefix.
  ...{ NUXT_PUBLIC_PAIRWELL_URL: api, NUXT_PUBLIC_PAIRWELL_PUBLISHABLE_KEY: publishable_key },
  NUXT_PAIRWELL_SECRET_KEY: secret_key,
  // Nobody asked for it.
  ...{ NEXT_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1' },
})
