import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { RUNTIME_ENV } from './runtime.ts'

/** A Worker on the embedded runtime, with its database in a folder. */
export type LocalWorker = { url: string; process: ChildProcess; stop(): Promise<void> }

export type LocalOptions = {
  port: number
  /** Folder of the embedded database; it outlives the process. */
  state: string
  /** ADMIN_TOKEN, MASTER_KEY. */
  vars: Record<string, string>
}

const QUIET = {
  // Without these, wrangler asks the network for a sample request and sends usage figures.
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CI: 'true',
}

const run = (args: string[]) =>
  spawn(process.execPath, ['node_modules/wrangler/bin/wrangler.js', ...args], {
    env: { ...process.env, ...QUIET, ...RUNTIME_ENV },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** Runs wrangler to its end. Throws with what it said when it fails. */
export async function wrangler(args: string[]): Promise<void> {
  const child = run(args)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += String(piece)))
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`wrangler ${args.join(' ')} failed:\n${said}`)
}

/** Brings the embedded database up to date. */
export const migrate = (state: string): Promise<void> =>
  wrangler(['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', state])

/** Starts the Worker and waits until it answers. Throws when the port is taken. */
export async function startWorker({ port, state, vars }: LocalOptions): Promise<LocalWorker> {
  await refuseTaken(port)
  // In a file, because a process's arguments can be read by everybody on the machine.
  const secrets = join(state, 'secrets.env')
  writeFileSync(
    secrets,
    Object.entries(vars)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
    { mode: 0o600 },
  )
  const where = ['--ip', '127.0.0.1', '--port', String(port), '--persist-to', state, '--env-file', secrets]
  const child = run(['dev', ...where, '--test-scheduled', '--log-level', 'warn'])
  let stopping = false
  for (const stream of [child.stdout, child.stderr]) {
    // Its last words, when told to end, are a trace of the bundler's.
    createInterface({ input: stream }).on('line', (line) => stopping || console.error(line))
  }
  const url = `http://127.0.0.1:${port}`
  const ended = new Promise<never>((_, reject) => {
    child.once('close', (code) =>
      reject(new Error(`The Worker ended with code ${code}. Is port ${port} taken? Set PORT.`)),
    )
  })
  ended.catch(() => undefined)
  await Promise.race([answers(`${url}/health`), ended])
  return {
    url,
    process: child,
    stop: () => {
      stopping = true
      return stop(child)
    },
  }
}

/** Somebody else's answer on our port would look like our own. */
function refuseTaken(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', () => reject(new Error(`Port ${port} is taken. Set PORT to a free one.`)))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()))
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await closed
}

/** Milliseconds that a start may take. */
const PATIENCE = 60_000

async function answers(url: string): Promise<void> {
  const end = Date.now() + PATIENCE
  while (Date.now() < end) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`${url} did not answer within ${PATIENCE / 1000} s.`)
}
