import { join } from 'node:path'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { unstable_readConfig } from 'wrangler'
import { bundleWorker } from '../raw-worker.ts'
import { RUNTIME_ENV } from '../runtime.ts'

/** The Worker on the bare runtime, in this process, with everything that wrangler.toml binds. */
export type Bare = {
  /** Where the runtime listens. Its own doors are open there, so that nobody but the front may be told this address. */
  url: string
  /** Runs the cron. */
  tick(now: number): Promise<void>
  close(): Promise<void>
}

export type BareOptions = {
  state: string
  /** Folder of the built widget; it must not change while the Worker runs. */
  assets: string
  vars: Record<string, string>
}

/** The parts of wrangler.toml that the runtime needs; wrangler exports no usable type of it. */
type Config = {
  compatibility_date: string
  compatibility_flags: string[]
  d1_databases: { binding: string; database_id: string }[]
  queues: {
    producers: { binding: string; queue: string }[]
    consumers: { queue: string; max_batch_size: number; max_batch_timeout: number }[]
  }
  ratelimits: { name: string; namespace_id: string; simple: { limit: number; period: 10 | 60 } }[]
}

/** The bindings of wrangler.toml, as the runtime takes them. */
function bindingsOf({ d1_databases, queues, ratelimits }: Config) {
  return {
    d1Databases: Object.fromEntries(d1_databases.map((one) => [one.binding, one.database_id])),
    queueProducers: Object.fromEntries(
      queues.producers.map(({ binding, queue }) => [binding, { queueName: queue }]),
    ),
    queueConsumers: Object.fromEntries(
      queues.consumers.map(({ queue, max_batch_size, max_batch_timeout }) => [
        queue,
        { maxBatchSize: max_batch_size, maxBatchTimeout: max_batch_timeout },
      ]),
    ),
    ratelimits: Object.fromEntries(
      ratelimits.map(({ name, namespace_id, simple }) => [name, { namespace_id, simple }]),
    ),
  }
}

/** Starts the Worker. The state folder is the one that wrangler uses. */
export async function openBare({ state, assets, vars }: BareOptions): Promise<Bare> {
  Object.assign(process.env, RUNTIME_ENV)
  const config: Config = unstable_readConfig({ config: 'wrangler.toml' }, { hideWarnings: true })
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      name: 'pairwell',
      modules: [{ type: 'ESModule', path: 'worker.js', contents: await bundleWorker() }],
      compatibilityDate: config.compatibility_date,
      compatibilityFlags: config.compatibility_flags,
      ...bindingsOf(config),
      assets: { directory: assets, binding: 'ASSETS', routerConfig: { has_user_worker: true } },
      bindings: vars,
      host: '127.0.0.1',
      // The doors of the runtime: they are closed by default, and must stay so. The traces would grow with every request.
      ...{ unsafeLocalExplorer: false, unsafeObservability: false, unsafeTriggerHandlers: false },
    }),
    resourcePersistencePath: join(state, 'v3'),
  })
  const url = await miniflare.ready
  const worker = await miniflare.getWorker()
  return {
    url: url.origin,
    tick: async (now) => {
      await worker.scheduled({ scheduledTime: new Date(now), cron: '* * * * *' })
    },
    close: () => miniflare.dispose(),
  }
}
