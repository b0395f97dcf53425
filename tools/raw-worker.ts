import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { isMain } from './is-main.ts'
import { RUNTIME_ENV } from './runtime.ts'
import { applyMigrations } from './server/migrations.ts'

/**
 * The Worker on the bare runtime, in a process of its own. Benches use it because the proxy of `wrangler dev` takes more
 * time than the Worker itself, and tests because it can be killed at any moment.
 */
export type RawWorker = {
  url: string
  /** Process id of the runtime: its memory is the Worker's, and killing it kills the Worker. */
  workerd: number
  /**
   * Bytes of the Worker's heap and buffers; 0 when the Worker is too busy to answer, or without `inspect`.
   * @param live counts only what is in use: all garbage is collected first
   */
  heap(live?: boolean): Promise<number>
  /** Ends both processes at once, as a power cut would. */
  kill(): Promise<void>
}

/**
 * Starts the Worker on a database folder. A folder that was used before keeps its data.
 * @param inspect opens the inspector, which `heap` asks and which slows the runtime down
 */
export async function startRawWorker(
  state: string,
  vars: Record<string, string>,
  inspect = false,
): Promise<RawWorker> {
  const args = [import.meta.filename, state, JSON.stringify(vars), String(inspect)]
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...RUNTIME_ENV },
  })
  const said = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"url"')) resolve(line)
      else console.error(line)
    })
    child.once('close', (code) => reject(new Error(`The bare Worker ended with code ${code}.`)))
  })
  const { url, inspector } = JSON.parse(said)
  const workerd = childOf(child)
  const kill = async () => {
    const closed = new Promise((resolve) => child.once('close', resolve))
    process.kill(workerd, 'SIGKILL')
    child.kill('SIGKILL')
    await closed
  }
  return { url, workerd, heap: heapOf(inspector), kill }
}

/**
 * Returns a function that asks the runtime's inspector for the bytes of heap and buffers. Cloudflare ends a Worker at
 * 128 MB of these, whatever the process takes. It resolves to 0 when the Worker does not answer within a second.
 */
function heapOf(inspector: string): (live?: boolean) => Promise<number> {
  let socket: WebSocket | undefined
  let asked = 0
  return (live = false) =>
    new Promise((resolve) => {
      asked += 2
      const id = asked
      const late = setTimeout(() => done(0), 1_000)
      const done = (bytes: number) => {
        clearTimeout(late)
        socket?.removeEventListener('message', hear)
        resolve(bytes)
      }
      const hear = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data))
        if (answer.id === id) done(answer.result.usedSize + answer.result.backingStorageSize)
      }
      const ask = () => {
        if (live) socket?.send(JSON.stringify({ id: id - 1, method: 'HeapProfiler.collectGarbage' }))
        socket?.send(JSON.stringify({ id, method: 'Runtime.getHeapUsage' }))
      }
      if (!socket || socket.readyState > WebSocket.OPEN) {
        socket = new WebSocket(`${inspector.replace('http', 'ws')}/core:user:`)
      }
      socket.addEventListener('message', hear)
      if (socket.readyState === WebSocket.OPEN) ask()
      else socket.addEventListener('open', ask, { once: true })
    })
}

function childOf({ pid = 0 }: ChildProcess): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
  const found = children.find((one) => readFileSync(`/proc/${one}/cmdline`, 'utf8').includes('workerd'))
  if (found === undefined)
    throw new Error('The process of the runtime was not found among the children of its parent.')
  return found
}

/** Resident memory of a process, bytes. */
export function memoryOf(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes ?? 0) * 1024
}

/** The Worker as one module. */
export async function bundleWorker(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['tools/inside/entry.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    external: ['node:*', 'cloudflare:*'],
    conditions: ['workerd', 'worker', 'browser'],
  })
  return outputFiles[0]?.text ?? ''
}

/** Queues of the lanes: their bindings and names. */
const QUEUES = [
  ['JOBS', 'jobs'],
  ['FEED_JOBS', 'feed-jobs'],
  ['MINING_JOBS', 'mining-jobs'],
  ['TUNING_JOBS', 'tuning-jobs'],
] as const

/** Opens the bare runtime in this process and applies the migrations to its database. */
export async function openRuntime(
  state: string,
  vars: Record<string, string>,
  inspect = false,
): Promise<Miniflare> {
  mkdirSync(state, { recursive: true })
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      modules: [{ type: 'ESModule', path: 'worker.js', contents: await bundleWorker() }],
      compatibilityDate: '2026-08-01',
      compatibilityFlags: ['nodejs_compat'],
      d1Databases: { DB: 'pairwell' },
      queueProducers: Object.fromEntries(QUEUES.map(([binding, queueName]) => [binding, { queueName }])),
      queueConsumers: Object.fromEntries(
        QUEUES.map(([, queueName]) => [queueName, { maxBatchSize: 1, maxBatchTimeout: 0 }]),
      ),
      bindings: vars,
      // The cron, at /cdn-cgi/handler/scheduled.
      unsafeTriggerHandlers: true,
      ...(inspect && { inspectorPort: 0 }),
    }),
    resourcePersistencePath: state,
  })
  await applyMigrations(await miniflare.getD1Database('DB'))
  return miniflare
}

if (isMain(import.meta)) {
  const [state = '', vars = '{}', inspect] = process.argv.slice(2)
  const miniflare = await openRuntime(state, JSON.parse(vars), inspect === 'true')
  const url = await miniflare.ready
  const inspector = inspect === 'true' ? (await miniflare.getInspectorURL()).origin : ''
  console.log(JSON.stringify({ url: url.origin, inspector }))
}
