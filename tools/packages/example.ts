import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env, execPath, exit, platform } from 'node:process'
import { call, type DemoKeys } from '../demo-shop.ts'
import { PORT, STATE } from '../local.ts'
import { exampleEnv } from './example-env.ts'
import { packAll } from './outside.ts'

// `npm run example -- <name>`: starts an example as a client of the demo shop of `npm start`, which runs in another terminal.

/** The examples whose framework is installed into their own folder when they first run. */
const INSTALLED = ['astro', 'next', 'nuxt', 'react-router']
/** Where each example is served. */
const ORIGINS: Readonly<Record<string, string>> = {
  astro: 'http://127.0.0.1:3000',
  hono: 'http://127.0.0.1:3000',
  liquid: 'http://127.0.0.1:3000',
  next: 'http://127.0.0.1:3000',
  nuxt: 'http://127.0.0.1:3000',
  plain: 'http://127.0.0.1:5173',
  'react-router': 'http://127.0.0.1:3000',
}

const name = process.argv[2] ?? ''
const origin = ORIGINS[name]
if (origin === undefined) {
  console.error(`Name an example: npm run example -- ${Object.keys(ORIGINS).join(' | ')}`)
  exit(2)
}

const api = `http://127.0.0.1:${PORT}`
const kept = join(STATE, 'local.json')
const demo: DemoKeys | undefined = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')).demo : undefined
const isRunning = await fetch(`${api}/health`).then(
  ({ ok }) => ok,
  () => false,
)
if (!demo || !isRunning) {
  console.error('The example needs the demo shop: run "npm start" in another terminal, and then this again.')
  exit(1)
}

/** A key that signs tokens; made once, and kept beside the other keys of the demo shop. */
async function tokenKeyOf({ secret_key }: DemoKeys): Promise<string> {
  const file = join(STATE, 'example-token-key')
  if (existsSync(file)) return readFileSync(file, 'utf8')
  const { token_key } = await call(api, '/v1/token-keys', secret_key, { method: 'POST' })
  writeFileSync(file, token_key, { mode: 0o600 })
  return token_key
}

/** Lets the pages of the example report what shoppers do. */
async function allow(origin: string, { secret_key }: DemoKeys): Promise<void> {
  const { allowed_origins = [] } = await call(api, '/v1/settings', secret_key)
  if (allowed_origins.includes(origin)) return
  const body = JSON.stringify({ allowed_origins: [...allowed_origins, origin] })
  await call(api, '/v1/settings', secret_key, { method: 'PATCH', body })
}

/** Installs what an example needs besides the packages of this repository, into its own folder. */
async function install(folder: string): Promise<void> {
  const tarballs = Object.values(await packAll('dist/packed-examples', true))
  const quiet = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund']
  const code = await run('npm', ['install', ...quiet, ...tarballs], folder)
  if (code !== 0) exit(code)
}

const run = (command: string, args: string[], cwd = '.', more: NodeJS.ProcessEnv = {}) =>
  new Promise<number>((resolve) => {
    const shell = platform === 'win32'
    const child = spawn(command, args, { cwd, shell, stdio: 'inherit', env: { ...env, ...more } })
    child.once('close', (code) => resolve(code ?? 0))
  })

await allow(origin, demo)
await run(execPath, ['tools/packages/build.ts'])
if (INSTALLED.includes(name)) await install(`examples/${name}`)
exit(
  await run('npm', ['start'], join('examples', name), {
    ...exampleEnv({ ...demo, api, token_key: await tokenKeyOf(demo) }),
    // Not that of `npm start`, if the environment names one.
    PORT: new URL(origin).port,
  }),
)
