import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import { type Dice, dice } from '../../demo/shop/orders/random.ts'
import { HOUR, MINUTE, SECOND } from '../../vocabulary/time.ts'
import type { Env, JobMessage } from '../../worker/env.ts'
import worker from '../../worker/index.ts'
import { receive } from '../../worker/jobs/receive.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { type Fault, faultyEnv } from '../an-interrupted-env.ts'

/** What D1 says when it fails. @see https://developers.cloudflare.com/d1/observability/debug-d1/ */
const D1_ERRORS = [
  'Network connection lost.',
  'D1 DB is overloaded. Requests queued for too long.',
  'D1 DB is overloaded. Too many requests queued.',
  'D1 DB reset because its code was updated.',
  'D1 DB storage operation exceeded timeout which caused object to be reset.',
  'D1 DB exceeded its CPU time limit and was reset.',
  "D1 DB's isolate exceeded its memory limit and was reset.",
  'Internal error while starting up D1 DB storage caused object to be reset.',
  'Internal error in D1 DB storage caused object to be reset.',
  'Cannot resolve D1 DB due to transient issue on remote node.',
  "Can't read from request stream because client disconnected.",
].map((text) => `D1_ERROR: ${text}`)

/** Calls of the database among which a fault falls, mostly among the first: the longest invocation of a small shop has about as many. */
const MOST_CALLS = 60
/** Most deliveries of one queue message. */
const MOST_DELIVERIES = 5

type Waiting = { body: JobMessage; attempts: number }

/**
 * A deployment in which time, queue, cron and faults are drawn from a seed: invocations end in the middle, the database fails before or
 * after what it did, queue messages come several times, late, in another order or never, and the clocks of machines that do jobs differ by
 * up to an hour. Those that receive requests are right: the time of receipt is the version of what is received (docs/DECISIONS.md).
 */
export class FaultyDeployment {
  private readonly drawn: Dice
  private readonly env: Env
  private readonly messages: Waiting[] = []
  private now: number
  /** Invocations, and those of them that met a fault, by kind. */
  readonly counts: Record<'invocations' | 'request' | 'message' | 'cron' | 'lost', number> = {
    ...{ invocations: 0, request: 0, message: 0, cron: 0, lost: 0 },
  }

  /** @param faults share of invocations for which a fault is drawn; those that end before its call do not meet it */
  constructor(
    seed: number,
    start: number,
    private readonly faults: number,
  ) {
    this.drawn = dice(seed)
    this.now = start
    const take = async (body: JobMessage) => {
      const drawn = this.drawn.chance()
      if (drawn < this.faults / 4) throw new Error('Too many requests')
      if (drawn < this.faults / 2) this.counts.lost += 1
      else this.messages.push({ body, attempts: 0 })
    }
    const queue = {
      send: take,
      sendBatch: async (batch: Iterable<{ body: JobMessage }>) => {
        for (const { body } of batch) await take(body)
      },
    } as unknown as Env['JOBS']
    this.env = { ...env, JOBS: queue, FEED_JOBS: queue, MINING_JOBS: queue, TUNING_JOBS: queue }
  }

  /** One request; undefined where no answer came or a later attempt may have one. */
  async send(path: string, init: RequestInit): Promise<Response | undefined> {
    this.pass(SECOND)
    return await this.invocation('request', 0, async (faulty) => {
      const context = createExecutionContext()
      const request = new Request(`http://pairwell.test${path}`, init)
      const response = await worker.fetch(request, faulty, context)
      const body = await response.arrayBuffer()
      await waitOnExecutionContext(context)
      return response.status >= 500 ? undefined : new Response(body, response)
    })
  }

  /** One thing that happens by itself: queue messages arrive, or the cron's minute comes. */
  async live(): Promise<void> {
    const { below, chance } = this.drawn
    this.now += below(chance() < 0.1 ? 20 * MINUTE : 40 * SECOND)
    const [message] = this.messages.splice(below(this.messages.length), chance() < 0.7 ? 1 : 0)
    if (!message) {
      await this.invocation('cron', this.skew(), async (faulty) => await tick(faulty, Date.now()))
      return
    }
    const times = chance() < this.faults ? 1 + below(MOST_DELIVERIES) : 1
    // Several at once share the clock of this process.
    const skew = times > 1 ? 0 : this.skew()
    await Promise.all(Array.from({ length: times }, async () => await this.deliver(message, skew)))
  }

  private async deliver(message: Waiting, skew: number): Promise<void> {
    const attempts = message.attempts + 1
    let isDone = false
    const one = {
      ...{ id: 'message', timestamp: new Date(), attempts, body: message.body },
      ack: () => {
        isDone = true
      },
      retry: () => {},
    }
    const batch = { queue: 'jobs', messages: [one], ackAll: () => {}, retryAll: () => {} }
    await this.invocation('message', skew, async (faulty) => {
      await receive(batch as unknown as MessageBatch<JobMessage>, faulty)
    })
    if (!isDone) this.messages.push({ ...message, attempts })
  }

  /** By how much the clock of a machine is ahead, milliseconds. */
  private skew(): number {
    const { below, chance } = this.drawn
    return chance() < this.faults / 4 ? below(2 * HOUR) - HOUR : 0
  }

  /** Runs an invocation, perhaps with a fault, on a clock that is ahead; undefined where it ended in the middle. */
  private async invocation<T>(
    kind: 'request' | 'message' | 'cron',
    skew: number,
    run: (faulty: Env) => Promise<T>,
  ): Promise<T | undefined> {
    vi.setSystemTime(this.now + skew)
    const fault = this.drawn.chance() < this.faults ? this.aFault() : undefined
    this.counts.invocations += 1
    const met = () => {
      this.counts[kind] += 1
    }
    try {
      return await run(fault ? faultyEnv(this.env, fault, met) : this.env)
    } catch {
      return undefined
    } finally {
      vi.setSystemTime(this.now)
    }
  }

  private aFault(): Fault {
    const { below, chance } = this.drawn
    const error = chance() < 0.5 ? D1_ERRORS[below(D1_ERRORS.length)] : undefined
    return { call: 1 + Math.floor(MOST_CALLS * chance() ** 3), isDone: chance() < 0.5, error }
  }

  /** Lets time pass. @param ms milliseconds */
  pass(ms: number): void {
    this.now += ms
    vi.setSystemTime(this.now)
  }
}
