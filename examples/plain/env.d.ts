interface ImportMetaEnv {
  readonly VITE_PAIRWELL_URL: string
  readonly VITE_PAIRWELL_PUBLISHABLE_KEY: string
}

interface ImportMeta {
  readonly env: ImportMetaEnv
}
