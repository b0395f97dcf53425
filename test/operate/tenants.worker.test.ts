import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import worker from '../../worker/index.ts'
import { advance } from '../../worker/jobs/advance.ts'
import type { TestShop } from '../a-shop.ts'
import { aFullShop, allRoutes, example, idsOf } from '../routes.ts'

/** A statement as it was sent: its text, and the values of one of its calls. */
type Sent = Map<string, unknown[]>

/** The database with a record of every statement that is sent, alone, in a batch, or in a session. */
function recorded(d1: D1Database, sent: Sent): D1Database {
  const prepare = (target: Pick<D1Database, 'prepare'>) => (text: string) => {
    sent.set(text, sent.get(text) ?? [])
    const statement = target.prepare(text)
    return new Proxy(statement, {
      get(inner, name) {
        if (name === 'bind') {
          return (...values: unknown[]) => {
            sent.set(text, values)
            return inner.bind(...values)
          }
        }
        const member: unknown = Reflect.get(inner, name)
        return typeof member === 'function' ? member.bind(inner) : member
      },
    })
  }
  const watched = <Target extends object>(target: Target & Pick<D1Database, 'prepare'>): Target =>
    new Proxy(target, {
      get(inner, name) {
        if (name === 'prepare') return prepare(inner)
        if (name === 'withSession') return (kind: string) => watched(d1.withSession(kind))
        const member: unknown = Reflect.get(inner, name)
        return typeof member === 'function' ? member.bind(inner) : member
      },
    })
  return watched(d1)
}

/** Queues that deliver nothing: the test runs the jobs. */
const quiet = { send: async () => undefined, sendBatch: async () => undefined } as unknown as typeof env.JOBS

/** Calls every route of a full shop, works its jobs off, and returns the statements. */
async function everyStatement(shop: TestShop): Promise<Sent> {
  const sent: Sent = new Map()
  const bound = {
    ...{ ...env, DB: recorded(env.DB, sent) },
    ...{ JOBS: quiet, MINING_JOBS: quiet, FEED_JOBS: quiet, TUNING_JOBS: quiet },
  }
  const ids = await idsOf(shop)
  const routes = (await allRoutes()).filter(({ door }) => door === 'merchant' || door === 'public')
  const last = ({ method }: { method: string }) => (method === 'DELETE' ? 1 : 0)
  for (const route of routes.sort((a, b) => last(a) - last(b))) {
    const ctx = createExecutionContext()
    const [path, init] = example(route, ids, route.door === 'merchant' ? shop.sk : undefined)
    const response = await worker.fetch(new Request(`http://pairwell.test${path}`, init), bound, ctx)
    await response.text()
    await waitOnExecutionContext(ctx)
  }
  for (let turn = 0; turn < 40; turn += 1) await advance(bound, shop.shop_id)
  return sent
}

/** What a plan reads without looking for the shop: lines such as `SCAN i`, by the name of what is read. */
async function unbound(text: string, values: unknown[]): Promise<string[]> {
  const { results } = await env.DB.prepare(`explain query plan ${text}`)
    .bind(...values)
    .all<{ detail: string }>()
  return results
    .map(({ detail }) => detail)
    .filter((detail) => /^(SCAN|SEARCH) /.test(detail))
    .filter((detail) => !/VIRTUAL TABLE|CONSTANT ROW|VALUES CLAUSE|\(subquery|\bsubquery\b/.test(detail))
    .filter((detail) => !/\bshop_id=\?/.test(detail))
}

/** Names that a statement gives to results of its own: `with k as (…)`. */
const resultsOf = (text: string): string[] =>
  [
    ...text.matchAll(
      /(?:\bwith|\brecursive|,)\s+"?(\w+)"?\s*(?:\([^()]*\))?\s+as\s+(?:materialized\s+)?\(/gi,
    ),
  ].map(([, name = '']) => name)

/** Whether a name in a plan is that of a result, `with k as (…) … from k`, `… from k n`, or `(…) k`. */
function isResult(text: string, name: string): boolean {
  const results = resultsOf(text)
  const aliasOf = (result: string) => new RegExp(`\\b${result}\\s+(?:as\\s+)?"?${name}"?\\b`, 'i').test(text)
  return (
    results.includes(name) ||
    results.some(aliasOf) ||
    new RegExp(`\\)\\s*(?:as\\s+)?"?${name}"?(?![\\w.(])`, 'i').test(text)
  )
}

/** A predicate that names the shop: by a value, or by that of another table. */
const PREDICATE = /(?:"?\w+"?\.)?"?shop_id"?\s*=\s*(?:\?\d*|"?\w+"?\."?shop_id"?)/gi

/** The statement once for each of its predicates, with that one removed; values keep their places. */
function withoutOne(text: string): string[] {
  return [...text.matchAll(PREDICATE)].map(
    ({ 0: found, index }) => `${text.slice(0, index)}(${found} or 1)${text.slice(index + found.length)}`,
  )
}

it('every statement of a shop looks for the shop in every table, and would be noticed without any one of its predicates', async () => {
  const sent = await everyStatement(await aFullShop())
  expect(sent.size).toBeGreaterThan(400)
  const strangers: string[] = []
  const unnoticed: string[] = []
  let predicates = 0
  for (const [text, values] of sent) {
    const found = await unbound(text, values)
    const ofTables = found.filter((line) => !isResult(text, line.split(' ')[1] ?? ''))
    strangers.push(...ofTables.map((line) => `${line}: ${text}`))
    for (const mutant of withoutOne(text)) {
      predicates += 1
      if ((await unbound(mutant, values)).length <= found.length) unnoticed.push(mutant)
    }
  }
  expect(strangers).toEqual([])
  expect(unnoticed).toEqual([])
  expect(predicates).toBeGreaterThan(900)
})
