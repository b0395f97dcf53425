import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { RUNTIME_ENV } from './runtime.ts'
import { openBare } from './server/bare.ts'
import { startFront } from './server/front.ts'

/** A Worker on the embedded runtime, with its database in a folder. */
export type LocalWorker = {
  url: string
  /** Runs the cron, which the embedded runtime does not do by itself. @param now UTC milliseconds, for tests */
  tick(now?: number): Promise<void>
  /** Resolves when the Worker has ended by itself. */
  ended: Promise<void>
  stop(): Promise<void>
}

export type LocalOptions = {
  port: number
  /** Folder of the embedded database; it outlives the process. */
  state: string
  /** ADMIN_TOKEN, MASTER_KEY. */
  vars: Record<string, string>
  /** Folder with the built widget. It must not change while the Worker runs, unless it is watched. */
  assets: string
}

/** For development. */
export type WatchOptions = LocalOptions & {
  /** Called when the Worker runs with changed code or assets. */
  onReload?: () => void
}

/**
 * Without the first two, wrangler asks the network for a sample request and sends usage figures. The other X_ values switch off its
 * database explorer, and a store of traces that grows with every request.
 */
const QUIET = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  X_LOCAL_EXPLORER: 'false',
  X_LOCAL_OBSERVABILITY: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CI: 'true',
}

const run = (args: string[]) =>
  spawn(process.execPath, ['node_modules/wrangler/bin/wrangler.js', ...args], {
    env: { ...process.env, ...QUIET, ...RUNTIME_ENV },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/**
 * Starts the Worker as `npm start` does: on the bare runtime, behind a server that forwards only its routes.
 *
 * @throws when the port is taken, or when the runtime does not start
 */
export async function startWorker({ port, state, vars, assets }: LocalOptions): Promise<LocalWorker> {
  await refuseTaken(port)
  const bare = await openBare({ state, assets, vars })
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const front = await startFront({ port, state, upstream: bare.url, ...originOf(vars), onGone: () => end() })
  const stop = async () => {
    await front.close()
    await bare.close()
  }
  try {
    await answers(`${front.url}/health`)
  } catch (failure) {
    await stop()
    throw failure
  }
  return { url: front.url, tick: (now = Date.now()) => bare.tick(now), ended, stop }
}

const originOf = ({ PUBLIC_ORIGIN }: Record<string, string>) =>
  PUBLIC_ORIGIN !== undefined && { origin: PUBLIC_ORIGIN }

/**
 * Starts the Worker as `npm run dev` does: with wrangler, which builds it again after each change and survives code that does not
 * compile, behind the same server. Waits until it answers, for as long as the machine needs.
 *
 * @throws when the port is taken, when the process ends, or when nothing happens for ten minutes
 */
export async function startWatchedWorker(options: WatchOptions): Promise<LocalWorker> {
  const { port, state, vars, assets, onReload } = options
  await refuseTaken(port)
  const inner = await freePort()
  // In a file, because everybody on the machine can read the arguments of a process.
  const secrets = join(state, 'secrets.env')
  const lines = Object.entries(vars).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(secrets, lines.join(''), { mode: 0o600 })
  const child = run([
    ...['dev', '--ip', '127.0.0.1', '--port', String(inner), '--assets', assets],
    ...['--persist-to', state, '--env-file', secrets, '--test-scheduled'],
    ...['--inspector-port', String(INSPECTOR_PORT), '--log-level', 'log'],
  ])
  let stopping = false
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      // When it is told to end, the bundler prints a stack trace that means nothing.
      if (stopping) return
      console.error(line)
      if (/server updated and ready/.test(line)) onReload?.()
    })
  }
  const upstream = `http://127.0.0.1:${inner}`
  const front = await startFront({ port, state, upstream, ...originOf(vars) })
  const stopBoth = async () => {
    stopping = true
    await front.close()
    await stop(child)
  }
  const failed = ended.then(() => Promise.reject(new Error('The Worker ended while it was starting.')))
  failed.catch(() => undefined)
  try {
    await Promise.race([answers(`${front.url}/health`), failed])
  } catch (failure) {
    await stopBoth()
    throw failure
  }
  const tick = async () => {
    await fetch(`${upstream}/cdn-cgi/handler/scheduled`)
  }
  return { url: front.url, tick, ended, stop: stopBoth }
}

/** Where a debugger attaches to the Worker of `npm run dev` (.vscode/launch.json). */
export const INSPECTOR_PORT = 9229

/** A free port of this machine. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Throws when the port is taken: an answer of another program would look like one of the Worker. */
function refuseTaken(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', () => reject(new Error(`Port ${port} is taken. Set PORT to a free one.`)))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()))
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await closed
}

/** Milliseconds after which a start counts as hung. A machine under load needs minutes, never that long. */
const LONGEST_START = 600_000
/** Milliseconds that one question to the Worker may take. */
const ONE_QUESTION = 10_000

/** Resolves when an address answers with success. */
async function answers(url: string): Promise<void> {
  const end = Date.now() + LONGEST_START
  while (Date.now() < end) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(ONE_QUESTION) }).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`${url} did not answer within ${LONGEST_START / 60_000} minutes.`)
}
