import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'

/**
 * The Worker on the bare runtime, in a process of its own: what `wrangler dev` puts in front of it costs more than the
 * Worker itself, and this one can be killed. For benches and for the tests that kill it.
 */
export type RawWorker = {
  url: string
  /** The runtime's own process, whose memory and death are the Worker's. */
  workerd: number
  /** Ends both processes at once, as a power cut would. */
  kill(): Promise<void>
}

/** Starts it on a database folder; the same folder goes on where the last one ended. */
export async function startRawWorker(state: string, vars: Record<string, string>): Promise<RawWorker> {
  const child = spawn(process.execPath, [import.meta.filename, state, JSON.stringify(vars)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"url"')) resolve(line)
      else console.error(line)
    })
    child.once('close', (code) => reject(new Error(`The bare Worker ended with code ${code}.`)))
  })
  const { url } = JSON.parse(said)
  const workerd = childOf(child)
  const kill = async () => {
    const closed = new Promise((resolve) => child.once('close', resolve))
    process.kill(workerd, 'SIGKILL')
    child.kill('SIGKILL')
    await closed
  }
  return { url, workerd, kill }
}

function childOf({ pid = 0 }: ChildProcess): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
  const found = children.find((one) => readFileSync(`/proc/${one}/cmdline`, 'utf8').includes('workerd'))
  if (found === undefined) throw new Error('The runtime has no process.')
  return found
}

/** Largest resident memory of a process so far, and now, bytes. */
export function memoryOf(pid: number): { peak: number; now: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0)
  return { peak: kilobytes('VmHWM') * 1024, now: kilobytes('VmRSS') * 1024 }
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['worker/index.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    external: ['node:*', 'cloudflare:*'],
    conditions: ['workerd', 'worker', 'browser'],
  })
  return outputFiles[0]?.text ?? ''
}

async function migrate(miniflare: Miniflare): Promise<void> {
  const db = await miniflare.getD1Database('DB')
  const known = await db.prepare("select name from sqlite_master where name = 'shops'").first()
  if (known) return
  const folder = 'schema/migrations'
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()) {
    for (const statement of readFileSync(`${folder}/${file}`, 'utf8').split('--> statement-breakpoint')) {
      await db.prepare(statement).run()
    }
  }
}

/** The bare runtime in this process, its database brought up to date. */
export async function openRuntime(state: string, vars: Record<string, string>): Promise<Miniflare> {
  mkdirSync(state, { recursive: true })
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      modules: [{ type: 'ESModule', path: 'worker.js', contents: await bundle() }],
      compatibilityDate: '2026-08-01',
      compatibilityFlags: ['nodejs_compat'],
      d1Databases: { DB: 'pairwell' },
      queueProducers: { JOBS: { queueName: 'jobs' } },
      queueConsumers: { jobs: { maxBatchSize: 1, maxBatchTimeout: 0 } },
      bindings: vars,
    }),
    resourcePersistencePath: state,
  })
  await migrate(miniflare)
  return miniflare
}

if (import.meta.main) {
  const miniflare = await openRuntime(process.argv[2] ?? '', JSON.parse(process.argv[3] ?? '{}'))
  const url = await miniflare.ready
  console.log(JSON.stringify({ url: url.origin }))
}
