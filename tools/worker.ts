import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { RUNTIME_ENV } from './runtime.ts'

/** A Worker on the embedded runtime, with its database in a folder. */
export type LocalWorker = { url: string; process: ChildProcess; stop(): Promise<void> }

/** How the Worker runs; by default as `npm start` runs it. */
export type WorkerOptions = {
  /** Folder with the built widget, when it is not the one that wrangler.toml names. */
  assets?: string
  /** For development: opens the inspector, and survives code that does not compile. */
  watch?: boolean
  /** Called when the Worker runs with changed code or assets. */
  onReload?: () => void
}

export type LocalOptions = WorkerOptions & {
  port: number
  /** Folder of the embedded database; it outlives the process. */
  state: string
  /** ADMIN_TOKEN, MASTER_KEY. */
  vars: Record<string, string>
}

/** Without the first two, wrangler asks the network for a sample request and sends usage figures. */
const QUIET = {
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

/** Runs wrangler to its end. Throws with its output when it fails. */
export async function wrangler(args: string[]): Promise<void> {
  const child = run(args)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (output += String(piece)))
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`wrangler ${args.join(' ')} failed:\n${output}`)
}

/** Brings the embedded database up to date. */
export const migrate = (state: string): Promise<void> =>
  wrangler(['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', state])

/**
 * Starts the Worker and waits until it answers, for as long as the machine needs.
 *
 * @throws when the port is taken, when the process ends or prints an error, or when nothing happens for ten minutes
 */
export async function startWorker(options: LocalOptions): Promise<LocalWorker> {
  const { port, state, vars, assets, watch = false, onReload } = options
  await refuseTaken(port)
  // In a file, because everybody on the machine can read the arguments of a process.
  const secrets = join(state, 'secrets.env')
  writeFileSync(
    secrets,
    Object.entries(vars)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
    { mode: 0o600 },
  )
  const child = run([
    ...['dev', '--ip', '127.0.0.1', '--port', String(port)],
    ...['--persist-to', state, '--env-file', secrets, '--test-scheduled'],
    ...(assets ? ['--assets', assets] : []),
    // Without a fixed port of the inspector, two Workers on one machine would compete for the default one.
    ...['--inspector-port', watch ? String(INSPECTOR_PORT) : '0', '--log-level', watch ? 'log' : 'warn'],
  ])
  let stopping = false
  const url = `http://127.0.0.1:${port}`
  const failed = new Promise<never>((_, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        // When it is told to end, the bundler prints a stack trace that means nothing.
        if (stopping) return
        console.error(line)
        if (/server updated and ready/.test(line)) onReload?.()
        if (!watch && /\[ERROR\]/.test(line)) reject(new Error(`The Worker did not start: ${line}`))
      })
    }
    child.once('close', (code) =>
      reject(new Error(`The Worker ended with code ${code}. Is port ${port} taken? Set PORT.`)),
    )
  })
  failed.catch(() => undefined)
  const stopWorker = () => {
    stopping = true
    return stop(child)
  }
  try {
    await Promise.race([answers(`${url}/health`), failed])
  } catch (failure) {
    await stopWorker()
    throw failure
  }
  return { url, process: child, stop: stopWorker }
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
