import type { Config } from '@react-router/dev/config'

// Pages are rendered by the server, which has the secret keys.
export default { ssr: true } satisfies Config
